"""Groups: relations, voices, and silence where a group is only mentioned. All sentences here are our own."""
# ruff: noqa: E501 (a sentence and what it says, on one line)

from __future__ import annotations

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from tocsin.coding.groups import HOME, GroupMention, find_groups
from tocsin.coding.tokens import listed
from tocsin.model import RELATIONS, Span


def groups_of(sentence: str) -> list[GroupMention]:
    return find_groups(sentence, Span(0, len(sentence)))


def shown(mention: GroupMention) -> str:
    words = [mention.name, mention.relation, mention.said_by]
    return " | ".join(words + (["past"] if mention.background else []))


SENTENCES = [
    ('Islamic State repeated its claim of responsibility on the radio.', 'Islamic State | claimed | Islamic State'),
    ('Islamic State said in a message put online that a suicide bomber had carried it out.', 'Islamic State | claimed | Islamic State'),
    ('The Taliban said on Tuesday that one of their men had attacked the convoy.', 'Taliban | claimed | Taliban'),
    ('Hamas said five of its fighters were killed in the raid.', ''),
    ('The raid, which Boko Haram claimed, hit a market.', 'Boko Haram | claimed | Boko Haram'),
    ('Boko Haram sent the lorry and claimed the deed.', 'Boko Haram | claimed | Boko Haram'),
    ('Boko Haram has made a rival claim to the market bombing.', 'Boko Haram | claimed | Boko Haram'),
    ("Islamic State's news agency said that two of the group's fighters were responsible.", 'Islamic State | claimed | Islamic State'),
    ('Both the Taliban and the local wing of Islamic State say they sent the bomber.', 'Taliban | claimed | Taliban; Islamic State | claimed | Islamic State'),
    ('Al-Shabaab said on its radio that its fighters were inside the compound.', 'al-Shabaab | claimed | al-Shabaab'),
    ('Al-Shabaab, which is linked to al-Qaeda and fights to bring down the government backed by the West, said it was behind the raid.', 'al-Shabaab | claimed | al-Shabaab'),
    ('Islamic State, which is linked to the Abu Sayyaf group, subsequently claimed responsibility.', 'Islamic State | claimed | Islamic State'),
    ('Its members had sworn loyalty to Islamic State on the internet.', 'Islamic State | inspired | the outlet'),
    ('Six suspects were seized, among them the alleged head of a cell that called itself Katibah GR.', 'Katibah GR | attributed | the outlet'),
    ('The gunman belonged, according to the police, to a faction of the PKK.', "Kurdistan Workers' Party | suspected | police"),
    ('Gunmen of the al-Qaeda-linked al-Shabaab attacked a base.', 'al-Shabaab | attributed | the outlet'),
    ('The Kurdistan Freedom Falcons, known as TAK, said the bomb was a reply to army raids.', 'Kurdistan Freedom Falcons | claimed | Kurdistan Freedom Falcons'),
    ('A group that split from the PKK said it carried out the bombing.', ''),
    ('Islamic State said the driver of the van had been its soldier.', 'Islamic State | claimed | Islamic State'),
    ('Islamic State claimed the March attacks; nobody has claimed this one.', 'Islamic State | claimed | Islamic State | past'),
    ('Islamic State has struck the kingdom before, but has not said it sent these men.', 'Islamic State | attributed | the outlet | past'),
    ('The Taliban condemned the bombing and said they had had no part in it.', 'Taliban | denied | Taliban'),
    ("The Taliban say it wasn't them.", 'Taliban | denied | Taliban'),
    ('The gunmen had no connection to Islamic State, the home minister said.', 'Islamic State | denied | home minister'),
    ('First signs point to Islamic State, an official said.', 'Islamic State | suspected | officials'),
    ('A lawmaker said it looked like the work of Islamic State.', 'Islamic State | suspected | parliament'),
    ('Police said the killers belonged to the PKK.', "Kurdistan Workers' Party | attributed | police"),
    ('Guards of the Green Valley Brigade say they shot one bomber at the gate.', ''),
    ('Islamic State claimed responsibility for the attack.', 'Islamic State | claimed | Islamic State'),
    ("The Islamic State group has claimed responsibility for Friday's attack in a statement.", 'Islamic State | claimed | Islamic State'),
    ('Responsibility was claimed by al-Shabaab.', 'al-Shabaab | claimed | al-Shabaab'),
    ('The attack was claimed by Jamaat-ul-Ahrar, a faction of the Pakistani Taliban.', 'Jamaat-ul-Ahrar | claimed | Jamaat-ul-Ahrar'),
    ('The bombing was claimed by a group calling itself the Northern Martyrs Brigade.', 'Northern Martyrs Brigade | claimed | Northern Martyrs Brigade'),
    ('Amaq, a news agency linked to Islamic State, said the attacker was a soldier of the group.', 'Islamic State | claimed | Islamic State'),
    ('The Amaq news agency reported that a fighter carried out the attack.', 'Islamic State | claimed | Islamic State'),
    ('Islamic State said one of its soldiers carried out the attack.', 'Islamic State | claimed | Islamic State'),
    ('The Taliban, in a statement, claimed responsibility.', 'Taliban | claimed | Taliban'),
    ('A Taliban spokesman claimed responsibility for the attack on behalf of the group.', 'Taliban | claimed | Taliban'),
    ("The Taliban's spokesman said their fighters had killed 12 soldiers.", 'Taliban | claimed | Taliban'),
    ('Both the Taliban and Islamic State claimed responsibility.', 'Taliban | claimed | Taliban; Islamic State | claimed | Islamic State'),
    ('The Green Valley Liberation Front claimed responsibility.', 'Green Valley Liberation Front | claimed | Green Valley Liberation Front'),
    ('The Nusra Front said it was behind the bombing.', 'al-Nusra Front | claimed | al-Nusra Front'),
    ('The ELN admitted responsibility for the bombing of the pipeline.', 'National Liberation Army | claimed | National Liberation Army'),
    ("Al-Shabaab, which is linked to al-Qaeda, claimed responsibility for Friday's attack.", 'al-Shabaab | claimed | al-Shabaab'),
    ('Al-Shabaab, an al-Qaeda affiliate, said its fighters carried out the attack.', 'al-Shabaab | claimed | al-Shabaab'),
    ('Al-Qaeda in the Islamic Maghreb said it had carried out the attack in a statement posted online.', 'al-Qaeda in the Islamic Maghreb | claimed | al-Qaeda in the Islamic Maghreb'),
    ('Boko Haram has claimed responsibility, releasing a video.', 'Boko Haram | claimed | Boko Haram'),
    ('A claim of responsibility by Lashkar-e-Jhangvi was posted online.', 'Lashkar-e-Jhangvi | claimed | Lashkar-e-Jhangvi'),
    ('Islamic State took responsibility for the shooting.', 'Islamic State | claimed | Islamic State'),
    ('THE SHINING PATH HAS CLAIMED CREDIT FOR THE BOMBING.', 'Shining Path | claimed | Shining Path'),
    ('Police blamed the PKK for the bombing.', "Kurdistan Workers' Party | attributed | police"),
    ("The government blamed the attack on Kurdistan Workers' Party (PKK) militants.", "Kurdistan Workers' Party | attributed | government"),
    ('The attack was blamed on ETA.', 'ETA | attributed | the outlet'),
    ('The president accused the Taliban of carrying out the attack.', 'Taliban | attributed | president'),
    ('The army accused Boko Haram.', 'Boko Haram | attributed | army'),
    ('Boko Haram militants attacked a village on Friday.', 'Boko Haram | attributed | the outlet'),
    ('Al-Shabaab fighters stormed a hotel in the capital.', 'al-Shabaab | attributed | the outlet'),
    ('Four Islamic State suicide bombers attacked the town.', 'Islamic State | attributed | the outlet'),
    ('Boko Haram kills 44 in mosque attack', 'Boko Haram | attributed | the outlet'),
    ('An attack by Boko Haram on a village killed 12.', 'Boko Haram | attributed | the outlet'),
    ('The attack was carried out by the National Liberation Army (ELN), police said.', 'National Liberation Army | attributed | police'),
    ('Kurdish militants from the PKK attacked a police checkpoint, officials said.', "Kurdistan Workers' Party | attributed | officials"),
    ('Officials said al-Shabaab was responsible for the ambush.', 'al-Shabaab | attributed | officials'),
    ('The Tamil Tigers were blamed for the bombing.', 'Liberation Tigers of Tamil Eelam | attributed | the outlet'),
    ('Twelve people were killed by Boko Haram insurgents.', 'Boko Haram | attributed | the outlet'),
    ('GUERRILLAS OF THE FARABUNDO MARTI NATIONAL LIBERATION FRONT (FMLN) ATTACKED A GARRISON.', 'Farabundo Martí National Liberation Front | attributed | the outlet'),
    ('Suspected Boko Haram militants killed 12 people.', 'Boko Haram | suspected | the outlet'),
    ('Gunmen believed to be members of Boko Haram killed 12.', 'Boko Haram | suspected | the outlet'),
    ('No group has claimed the attack but suspicion fell on the PKK.', "Kurdistan Workers' Party | suspected | the outlet"),
    ('No one has claimed responsibility but officials suspect the Taliban.', 'Taliban | suspected | officials'),
    ('The attack bore the hallmarks of al-Qaeda.', 'al-Qaeda | suspected | the outlet'),
    ('Police said the suspects were members of ETA.', 'ETA | suspected | police'),
    ('Turkish officials said they believe Islamic State was behind the attack.', 'Islamic State | suspected | officials'),
    ('Suspected members of Abu Sayyaf opened fire on a ferry.', 'Abu Sayyaf | suspected | the outlet'),
    ('The Islamic State-linked gunman opened fire.', 'Islamic State | suspected | the outlet'),
    ('The attackers acted on orders from Islamic State in Syria, prosecutors said.', 'Islamic State | directed | prosecutors'),
    ('The officials said the attackers were trained and sent by Islamic State.', 'Islamic State | directed | officials'),
    ('The plot was directed by al-Qaeda, the court heard.', 'al-Qaeda | directed | the outlet'),
    ('The gunman pledged allegiance to Islamic State.', 'Islamic State | inspired | the outlet'),
    ('A man who had pledged allegiance to the leader of Islamic State killed 12 people.', 'Islamic State | inspired | the outlet'),
    ('He was inspired by ISIS, investigators said.', 'Islamic State | inspired | investigators'),
    ('The ISIS-inspired attacker drove a van into the crowd.', 'Islamic State | inspired | the outlet'),
    ('The Taliban denied involvement in the bombing.', 'Taliban | denied | Taliban'),
    ('The Taliban said it was not involved.', 'Taliban | denied | Taliban'),
    ('The Taliban rejected claims that they carried out the attack.', 'Taliban | denied | Taliban'),
    ('The prime minister blamed the TAK, which denied any role.', 'Kurdistan Freedom Falcons | denied | Kurdistan Freedom Falcons; Kurdistan Freedom Falcons | attributed | prime minister'),
    ('The government denied that Islamic State was present and blamed Jamaat-ul-Mujahideen Bangladesh.', 'Islamic State | denied | government; Jamaat-ul-Mujahideen Bangladesh | attributed | government'),
    ('Officials found no evidence that Islamic State was involved.', 'Islamic State | denied | officials'),
    ('Police ruled out the involvement of ETA.', 'ETA | denied | police'),
    ('No group has claimed responsibility.', ''),
    ('No one has claimed responsibility for the attack.', ''),
    ('There was no immediate claim of responsibility.', ''),
    ('The Taliban have not claimed responsibility.', ''),
    ('No group has claimed responsibility, but Boko Haram has carried out similar attacks in the area.', 'Boko Haram | attributed | the outlet | past'),
    ('Last year al-Shabaab attacked a university.', 'al-Shabaab | attributed | the outlet | past'),
    ('The attack came a day after al-Shabaab claimed responsibility for a bombing.', 'al-Shabaab | claimed | al-Shabaab | past'),
    ('Islamic State has previously claimed several attacks in the city.', ''),
    ('The group has killed thousands since 2009, when Boko Haram launched its insurgency.', 'Boko Haram | attributed | the outlet | past'),
    ('The city has been a stronghold of Boko Haram for years.', ''),
    ('The military says it is winning its war against Boko Haram.', ''),
    ('The blast killed a Hezbollah commander.', ''),
    ('Troops killed 30 Boko Haram fighters.', ''),
    ('The air strike targeted Islamic State positions.', ''),
    ('Three Taliban fighters were killed by the army.', ''),
    ('Islamic State has lost territory in Iraq.', ''),
    ('A car bomb exploded outside the offices of Hamas.', ''),
    ('Nigerian Army troops killed 12 militants.', ''),
    ('The Ruritanian Army said it had killed 12 militants.', ''),
    ('The National Front condemned the attack.', ''),
    ('Peace talks with the FARC resumed in the capital.', ''),
    ('She is the author of a book about the Red Brigades.', ''),
    ('The Salvation Army opened a shelter.', ''),
    ('The suspect is said to have met a member of Hamas.', ''),
    ('It IS a matter of time, he said.', ''),
    ('Hundreds of Taliban killed in the operation', ''),
    ('The president had dismissed ISIS as a lesser threat.', ''),
    ('The claims by Hezbollah came as ministers met.', ''),
    ('Soldiers allied to the Houthis sold fuel.', ''),
    ('The bombing was ascribed to the Taliban.', 'Taliban | attributed | the outlet'),
    ('The Movement for the Liberation of the Green Valley claimed the bombing.', 'Movement for the Liberation of the Green Valley | claimed | Movement for the Liberation of the Green Valley'),
]  # fmt: skip


@pytest.mark.parametrize(("sentence", "expected"), SENTENCES)
def test_a_sentence_ties_groups_to_an_attack(sentence: str, expected: str) -> None:
    assert "; ".join(shown(mention) for mention in groups_of(sentence)) == expected


@pytest.mark.parametrize(
    ("alias", "name"),
    [
        ("ISIL", "Islamic State"), ("Daesh", "Islamic State"), ("al Shabaab", "al-Shabaab"),
        ("al-Qaida", "al-Qaeda"), ("TTP", "Tehrik-i-Taliban Pakistan"), ("FARC", "Revolutionary Armed Forces of Colombia"),
        ("ETA", "ETA"), ("LTTE", "Liberation Tigers of Tamil Eelam"), ("JNIM", "Jama'at Nusrat al-Islam wal-Muslimin"),
        ("the Lord’s Resistance Army", "Lord's Resistance Army"), ("Sendero Luminoso", "Shining Path"),
        ("the Tamil Tigers", "Liberation Tigers of Tamil Eelam"), ("ISIS-K", "Islamic State Khorasan"),
    ],
)  # fmt: skip
def test_other_names_lead_to_one_name(alias: str, name: str) -> None:
    assert [m.name for m in groups_of(f"Police blamed {alias} for the attack.")] == [name]


CONTEXTS = [
    (
        "Islamic State has said nothing of the plan. The group claimed the attack hours later.",
        "Islamic State | claimed | Islamic State",
    ),
    (
        "Boko Haram fights in the north. In a call the man pledged allegiance to the group's leader.",
        "Boko Haram | inspired | the outlet",
    ),
    ("Boko Haram fights in the north. The group has not claimed the attack.", ""),
    (
        "Two rival groups claimed the bombing. First Jamaat-ul-Ahrar, a splinter of the Pakistani Taliban, sends a statement.",
        "Jamaat-ul-Ahrar | claimed | Jamaat-ul-Ahrar",
    ),
    (
        "The attackers were local men, the home minister said. He said all belonged to Boko Haram.",
        "Boko Haram | attributed | home minister",
    ),
]


@pytest.mark.parametrize(("text", "expected"), CONTEXTS)
def test_the_sentence_before_says_who_is_meant(text: str, expected: str) -> None:
    start = text.index(". ") + 2
    found = find_groups(text, Span(start, len(text)))
    assert "; ".join(shown(mention) for mention in found) == expected
    assert all(start <= mention.span.start < mention.span.end <= len(text) for mention in found)


def test_the_longest_name_wins() -> None:
    sentence = "Islamic State in the Greater Sahara claimed responsibility for the attack."
    assert [m.name for m in groups_of(sentence)] == ["Islamic State in the Greater Sahara"]


def test_the_evidence_holds_the_name_and_its_cue() -> None:
    text = "It was late. Police blamed the PKK for the bombing."
    (mention,) = find_groups(text, Span(13, len(text)))
    assert mention.span.of(text) == "Police blamed the PKK for the bombing."


def test_homes_are_country_codes_of_many_groups() -> None:
    assert len(HOME) >= 120
    assert all(len(code) == 2 and code.isupper() for homes in HOME.values() for code in homes)


@pytest.mark.parametrize(
    "sentence",
    [
        "Police said a local man was suspected of the attack.",
        "Officials blamed a former officer for the bombing.",
        "Police accused Ana Example of carrying out the attack.",
        "The attack was claimed by Juan Example, police said.",
        "Police blamed Army Major Juan Example for the attack.",
        "Police blamed the Brigade of Juan Example for the attack.",
        "Fighters Ana Example and Juan Example claimed responsibility.",
    ],
)
def test_a_person_is_never_a_group(sentence: str) -> None:
    assert groups_of(sentence) == []


WORDS = st.sampled_from(
    sorted(
        listed(
            "Islamic State al-Qaeda PKK the Taliban ETA Front Army Brigade Green claimed responsibility for blamed by on "
            "suspected denied involvement inspired , . and said it was no group has not militants attacked Amaq ISIS-inspired ( ) "
            "pledged allegiance to orders from 's"
        )
    )
)


@settings(max_examples=300, deadline=None)
@given(st.lists(WORDS, max_size=30))
def test_any_words_give_spans_inside_the_sentence(words: list[str]) -> None:
    text = " ".join(words)
    for mention in groups_of(text):
        assert 0 <= mention.span.start < mention.span.end <= len(text)
        assert mention.relation in RELATIONS
        assert mention.said_by
        assert mention.name


@settings(max_examples=200, deadline=None)
@given(st.text(max_size=200))
def test_any_text_is_read_without_an_error(text: str) -> None:
    for mention in groups_of(text):
        assert mention.span.end <= len(text)


@pytest.mark.parametrize(
    "piece",
    [
        "1",
        "Islamic State ",
        "Islamic State, claimed ",
        "blamed the Taliban members of ",
        "A Front ",
        "said it was ",
        "PKK",
    ],
)
def test_a_hundred_kilobytes_of_anything_are_read(piece: str) -> None:
    groups_of((piece * (100_000 // len(piece)))[:100_000])
