"""Tolls: what sentences say, and what a document's tolls come to. All sentences here are our own."""
# ruff: noqa: E501 (a sentence and what it says, on one line)

from __future__ import annotations

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from tocsin.coding.tokens import listed
from tocsin.coding.tolls import Settled, Toll, find_tolls, settle
from tocsin.model import Count, Span


def number(value: int | None) -> str:
    return "?" if value is None else str(value)


def in_words(count: Count) -> str:
    if count.low == count.best == count.high:
        return number(count.low)
    return "/".join(number(value) for value in (count.low, count.best, count.high))


def shown(toll: Toll) -> str:
    words = [toll.effect, in_words(toll.count)]
    words += [toll.whom] if toll.whom != "victims" else []
    words += ["part"] if toll.role == "part" else []
    words += ["past"] if toll.background else []
    return " ".join(words)


def tolls_of(sentence: str) -> list[Toll]:
    return find_tolls(sentence, Span(0, len(sentence)))


# A count alone is low, best and high in one; "12/12/?" is at least 12.
SENTENCES = [
    ('The number of people who died in the assault on the depot at Marl went up to 40 on Friday.', 'killed 40'),
    ('The number of people murdered at the club is 49, not 50, officials said.', 'killed 49'),
    ('The ministry spoke of thirteen dead attackers.', 'killed 13 attackers'),
    ('He died on Thursday, bringing to 85 the number of lives taken by the lorry.', 'killed 85'),
    ('The minister puts the injured at 147.', 'injured 147'),
    ('Bombers took the lives of five of their neighbours.', 'killed 5'),
    ('They were both shot dead by police.', 'killed 2 attackers'),
    ('The number of wounded remains 53.', 'injured 53'),
    ('The number killed has gone up to 54.', 'killed 54'),
    ('The number of militants killed falls from six to five.', 'killed 5 attackers'),
    ('The operation takes to 18 the number of attackers killed.', 'killed 18 attackers'),
    ('The dead are now six in number.', 'killed 6'),
    ('The death toll rose from four as one of the officers died.', 'killed 1'),
    ('Police shot and killed the driver.', 'killed 1/1/? attackers'),
    ('Officers shot the driver dead on the bridge.', 'killed 1/1/? attackers'),
    ('Police shot him dead as he fled.', 'killed 1 attackers'),
    ('Police shot at two of them near the gate.', ''),
    ('A former clerk shot three officers dead and wounded three others.', 'killed 3; injured 3'),
    ('The man, who turned 29 that day, acted alone and was killed in a gunfight by officers.', 'killed 1 attackers'),
    ('Police say two men who took hostages in a chapel have been shot dead.', 'killed 2 attackers'),
    ('The man who fired on them is dead as well.', 'killed 1/1/? attackers'),
    ('Police shot dead two protesters.', 'killed 2'),
    ('An 18-year-old shot nine people dead before taking his own life.', 'killed 9; killed 1 attackers'),
    ('The gunman turned the rifle on himself.', 'killed 1 attackers'),
    ('One of them set off his explosive belt at the gate.', 'killed 1 attackers'),
    ('A suicide bomber killed at least 63 people.', 'killed 1 attackers part; killed 63/63/?'),
    ('A suspected suicide bomber attacked a market.', ''),
    ('Two attackers cut the throat of an elderly priest.', 'killed 1'),
    ('Two of the 14 guards who lost their lives were Fijian.', 'killed 14'),
    ('Two of the 14 guards were killed.', 'killed 2'),
    ('Ten children are among the 84 people killed.', 'killed 84'),
    ('Police say 14 foreign guards have died.', 'killed 14'),
    ('Rescuers now count 12, and dozens were wounded.', 'injured 24/?/?'),
    ('Three people are badly hurt and at least one other slightly.', 'injured 4'),
    ('Sixteen people are in hospital.', 'injured 16'),
    ('The MP for Upper and Lower Marl has died of her wounds.', 'killed 1/1/?'),
    ('Armed men killed a sales assistant and a guard.', 'killed 2'),
    ('The bombing early this month killed 24 people.', 'killed 24'),
    ('The murder came less than two weeks after a lorry was driven into a crowd, killing 84 people.', 'killed 84 past'),
    ('It came months after the attacks in the capital, in which 130 people died.', 'killed 130 past'),
    ('In June 2013 a bomb destroyed a bus, and gunmen killed 24 people at a clinic.', 'killed 24 past'),
    ('Twelve people were killed.', 'killed 12'),
    ('12 people were killed on Friday in a bombing.', 'killed 12'),
    ('At least 12 people were killed and 30 others wounded.', 'killed 12/12/?; injured 30'),
    ('A bomb killed 12 people and injured more than 30, police said.', 'killed 12; injured 31/31/?'),
    ('No fewer than 40 villagers were slaughtered.', 'killed 40/40/?'),
    ('More than 30 people died in the blast.', 'killed 31/31/?'),
    ('Over 100 worshippers were massacred.', 'killed 101/101/?'),
    ('Nearly 100 people were wounded.', 'injured 90/100/100'),
    ('Almost 50 people were hurt in the blast.', 'injured 45/50/50'),
    ('About 40 people were injured.', 'injured 36/40/44'),
    ('Around 200 people died.', 'killed 180/200/220'),
    ('Some 60 people were killed.', 'killed 54/60/66'),
    ('Up to 20 people were killed.', 'killed ?/?/20'),
    ('As many as 15 people died in the attack.', 'killed ?/?/15'),
    ('Fewer than 10 people were hurt.', 'injured ?/?/9'),
    ('Between 20 and 30 people were killed.', 'killed 20/25/30'),
    ('The blast wounded 14 to 16 people.', 'injured 14/15/16'),
    ('Three or four soldiers were wounded.', 'injured 3/3/4'),
    ('Dozens were killed and hundreds injured.', 'killed 24/?/?; injured 200/?/?'),
    ('Scores of villagers were killed.', 'killed 40/?/?'),
    ('Hundreds of people were killed.', 'killed 200/?/?'),
    ('Several people were injured.', 'injured 2/?/?'),
    ('A couple of guards were wounded.', 'injured 2'),
    ('Half a dozen people were killed.', 'killed 5/6/7'),
    ('A dozen people were killed.', 'killed 10/12/14'),
    ('Two dozen people were injured.', 'injured 21/24/27'),
    ('More than two dozen people were injured.', 'injured 25/25/?'),
    ('One hundred and twenty people were killed.', 'killed 120'),
    ('A hundred people were killed.', 'killed 100'),
    ('Two hundred and five people were killed.', 'killed 205'),
    ('1,250 people were killed.', 'killed 1250'),
    ('Twenty-five people were killed.', 'killed 25'),
    ('Thirty or more people were wounded.', 'injured 30/30/?'),
    ('The attack left 12 dead and 30 wounded.', 'killed 12; injured 30'),
    ('The attack left at least 12 people dead and another 30 injured.', 'killed 12/12/?; injured 30'),
    ('Three gunmen stormed the hall, leaving 22 dead.', 'killed 22'),
    ('The explosion claimed 12 lives.', 'killed 12'),
    ('The bombing took the lives of 14 people.', 'killed 14'),
    ('Fourteen lives were lost.', 'killed 14'),
    ('Eleven people lost their lives.', 'killed 11'),
    ('The deaths of 12 people were confirmed by the hospital.', 'killed 12'),
    ('Twelve deaths were confirmed.', 'killed 12'),
    ('There were 12 deaths and 30 injuries.', 'killed 12; injured 30'),
    ('Officials reported 12 fatalities.', 'killed 12'),
    ('12 killed, 30 injured in market blast', 'killed 12; injured 30'),
    ('12 killed 30 injured in market blast', 'killed 12; injured 30'),
    ('Bomb kills 12, wounds 30', 'killed 12; injured 30'),
    ('Gunmen kill 12 in village raid', 'killed 12'),
    ('Car bomb kills three soldiers, two civilians', 'killed 5'),
    ('Three soldiers, six vigilantes killed in ambush', 'killed 9'),
    ("'Dozens' killed in night raid: residents", 'killed 24/?/?'),
    ('Nine said killed in clash', 'killed 9'),
    ('Priest shot dead outside church', 'killed 1/1/?'),
    ('Policeman killed in blast', 'killed 1/1/?'),
    ('Death toll in market blast rises to 85', 'killed 85'),
    ('The death toll rose to 45 from 41.', 'killed 45'),
    ('The death toll rose from 73 to 77.', 'killed 77'),
    ('The death toll has risen to at least 84, officials said.', 'killed 84/84/?'),
    ('Hospital officials raised the death toll to 52.', 'killed 52'),
    ('The toll was revised down to 49 from 50.', 'killed 49'),
    ('Police put the death toll at 12.', 'killed 12'),
    ('The bombing had a death toll of 12.', 'killed 12'),
    ('The death toll stands at 130.', 'killed 130'),
    ('The death toll climbed above 100.', 'killed 101/101/?'),
    ('The death toll now tops 300.', 'killed 301/301/?'),
    ('The death toll: 12', 'killed 12'),
    ('One more person died in hospital, bringing the death toll to 85.', 'killed 1 part; killed 85'),
    ('The number of dead rose to 18.', 'killed 18'),
    ('The number of people killed has risen to 18.', 'killed 18'),
    ('Officials said 59 people, not 62, were killed.', 'killed 59'),
    ('Police said 59 and not 62 people were killed.', 'killed 59'),
    ('Police initially said 50 people were killed.', 'killed 50'),
    ('Earlier reports put the number of dead at 60.', 'killed 60'),
    ('The attacker was shot dead by police.', 'killed 1/1/? attackers'),
    ('The gunman was killed.', 'killed 1/1/? attackers'),
    ('Three gunmen were killed in the raid.', 'killed 3 attackers'),
    ('The gunman opened fire before he was shot dead by police.', 'killed 1/1/? attackers'),
    ('A suicide bomber blew himself up, killing 12 people.', 'killed 1 attackers; killed 12'),
    ('Two suicide bombers blew themselves up at the gate.', 'killed 2 attackers'),
    ('The man killed himself and 12 others.', 'killed 1 attackers; killed 12'),
    ('Troops killed 30 militants.', 'killed 30 attackers'),
    ('Soldiers killed 15 Boko Haram members.', 'killed 15 attackers'),
    ('Three soldiers and two militants were killed.', 'killed 3; killed 2 attackers'),
    ('12 people and the gunman were killed.', 'killed 12; killed 1/1/? attackers'),
    ('Fifty people were killed, including the gunman.', 'killed 49; killed 1/1/? attackers part'),
    ('Fifty people, including the attacker, were killed.', 'killed 49; killed 1/1/? attackers part'),
    ('The death toll of 50 includes the gunman.', 'killed 49; killed 1/1/? attackers part'),
    ('One of the attackers blew himself up and two others were shot dead.', 'killed 1 attackers; killed 3 attackers'),
    ('The lorry ploughed into the crowd, killing 84 people, before the driver was shot dead.', 'killed 84; killed 1/1/? attackers'),
    ('The bus driver was killed.', 'killed 1/1/?'),
    ('Two policemen and one suspected militant died in the attack.', 'killed 2; killed 1 attackers'),
    ('All five attackers were killed.', 'killed 5 attackers'),
    ('12 people, including three children, were killed.', 'killed 12; killed 3 part'),
    ('12 people were killed, including three children and two police officers.', 'killed 12; killed 5 part'),
    ('At least 12 people, three of them children, were killed.', 'killed 12/12/?; killed 3 part'),
    ('Thirty people were wounded, five of them seriously.', 'injured 30; injured 5 part'),
    ('Among the dead were three children and two policemen.', 'killed 5 part'),
    ('The dead included a priest.', 'killed 1 part'),
    ('Three children were among the wounded.', 'injured 3 part'),
    ('Thirty people were wounded, among them six nurses.', 'injured 30; injured 6 part'),
    ('Two of the victims were killed at the scene.', 'killed 2 part'),
    ('12 people, three soldiers and nine civilians, were killed.', 'killed 12'),
    ('Two men, a father and his son, were killed.', 'killed 2'),
    ('Two men, a father and his son were killed.', 'killed 2'),
    ('Three men, two women and a child were killed.', 'killed 6'),
    ('The blast killed three men, two women and a child.', 'killed 6'),
    ('The blast killed three children, two boys and a girl.', 'killed 3'),
    ('Three soldiers, two policemen and a civilian were killed.', 'killed 6'),
    ('Nearly 100 people were injured, five of them critically.', 'injured 90/100/100; injured 5 part'),
    ('Three officers and a civilian were killed.', 'killed 4'),
    ('Gunmen killed three officers and a civilian and wounded five.', 'killed 4; injured 5'),
    ('Six clergymen, a maid and her daughter were killed.', 'killed 8'),
    ('The mayor and two bodyguards were shot dead.', 'killed 3'),
    ('A teacher and three of her pupils were stabbed to death.', 'killed 4'),
    ('Two nurses as well as a driver were killed.', 'killed 3'),
    ('The blast killed two soldiers and a passer-by.', 'killed 3'),
    ('The blast killed 12 people and 30 were wounded.', 'killed 12; injured 30'),
    ('12 people were killed and 30 were taken to hospital.', 'killed 12; injured 30'),
    ('Seven of the nine soldiers were wounded.', 'injured 7'),
    ('Six of the passengers died.', 'killed 6'),
    ('A family of five was killed.', 'killed 5'),
    ('The priest was killed.', 'killed 1/1/?'),
    ('A priest was killed.', 'killed 1'),
    ('A policeman was shot dead.', 'killed 1'),
    ('The mayor was assassinated by gunmen on a motorcycle.', 'killed 1/1/?'),
    ('Gunmen killed a judge outside his home.', 'killed 1'),
    ('An Egyptian was killed.', 'killed 1'),
    ('A 19-year-old man was killed.', 'killed 1'),
    ('A 12-year-old was killed.', 'killed 1'),
    ('Two 15-year-olds were killed.', 'killed 2'),
    ('His wife was wounded.', 'injured 1'),
    ('Soldiers were killed in the ambush.', 'killed 2/?/?'),
    ('Civilians were wounded in the crossfire.', 'injured 2/?/?'),
    ('Eighteen villagers were abducted and later killed.', 'killed 18'),
    ('Twelve people who were attending a wedding were killed.', 'killed 12'),
    ('Twelve people travelling in a minibus were killed when it hit a mine.', 'killed 12'),
    ('In the second attack, on a checkpoint, four policemen died.', 'killed 4'),
    ('An attack on a convoy in which six soldiers were killed was condemned.', 'killed 6'),
    ('Eight hostages were beheaded.', 'killed 8'),
    ('Ten villagers were hacked to death.', 'killed 10'),
    ('Four people burned to death in the church.', 'killed 4'),
    ('Five farmers were gunned down.', 'killed 5'),
    ('Six guards were shot and killed.', 'killed 6'),
    ('Two guards were shot and wounded.', 'injured 2'),
    ('Nine people were hospitalised.', 'injured 9'),
    ('Thirty people were taken to a nearby hospital.', 'injured 30'),
    ('Four people are in critical condition.', 'injured 4 part'),
    ('Twelve people suffered injuries.', 'injured 12'),
    ('The bodies of 12 people were found in the river.', 'killed 12'),
    ('Fifteen bodies were recovered.', 'killed 15'),
    ('Twelve people are feared dead.', 'killed 12'),
    ('Twelve people are believed to have been killed.', 'killed 12'),
    ('No one was killed.', 'killed 0'),
    ('No one was killed or injured.', 'killed 0; injured 0'),
    ('Nobody was hurt.', 'injured 0'),
    ('There were no casualties.', 'injured 0; killed 0'),
    ('There were no injuries.', 'injured 0'),
    ('There were no deaths.', 'killed 0'),
    ('The device exploded without injuring anyone.', 'injured 0'),
    ('The bomb did not kill anyone.', 'killed 0'),
    ('No casualties were immediately reported.', ''),
    ('There were no immediate reports of casualties.', ''),
    ('No one else was injured.', ''),
    ('80 people were killed or wounded.', ''),
    ('The group threatened to kill 12 hostages.', ''),
    ('The bomb could have killed hundreds.', ''),
    ('He was jailed for plotting to kill 200 people.', ''),
    ('The device was designed to kill dozens of people.', ''),
    ('Police arrested 12 people and seized 30 rounds.', ''),
    ('Thousands of people fled and 300 were detained.', ''),
    ('He was 19 years old when he was killed.', ''),
    ('Two men, 19 and 25, were killed.', 'killed 2'),
    ('A man, 45, was killed.', 'killed 1'),
    ('The blast was heard 12 kilometres away.', ''),
    ('The team killed off the match with 12 minutes left.', ''),
    ('Militants killed 20 cows and 12 goats.', ''),
    ('About 50 houses were destroyed.', ''),
    ('Twelve police stations were attacked.', ''),
    ('The attack happened at 10:30 a.m. on 14 July.', ''),
    ('They were shot at with AK-47 rifles.', ''),
    ('The group has killed more than 20,000 people since 2009.', 'killed 20001/20001/? past'),
    ('The insurgency has killed 17,000 people and displaced millions.', 'killed 17000 past'),
    ('Last year, 35 people were killed in a similar attack.', 'killed 35 past'),
    ('A similar attack in March killed 35.', 'killed 35 past'),
    ('The 2015 attacks killed 130 people.', 'killed 130 past'),
    ('In 1988, 40 people were killed there.', 'killed 40 past'),
    ('It was the deadliest attack since 2008, when 166 people were killed.', 'killed 166 past'),
    ('Twelve people were killed in the deadliest attack since 2008.', 'killed 12'),
    ('The blast came two days after a bombing killed 35 people in the capital.', 'killed 35 past'),
    ('Twelve people were killed on Friday, a month after 30 died in a similar attack.', 'killed 12; killed 30 past'),
    ('Attacks have killed 300 people so far this year.', 'killed 300 past'),
    ('More than 400 people have died in attacks since the start of the year.', 'killed 401/401/? past'),
    ('In the drill, 30 people were declared dead.', 'killed 30 past'),
    ('The ceremony marked the anniversary of the blast that killed 58 people.', 'killed 58 past'),
    ('On average 12 people are killed every month.', 'killed 12 past'),
    ('Over 100 people, mainly militants, died in the battle.', 'killed 101/101/? mixed; killed 2/?/? attackers part'),
    ('Seven members of the security forces were killed.', 'killed 7'),
    ('Troops killed 15 members of Boko Haram.', 'killed 15 attackers'),
    ('A list of 57 people who were killed was read out.', 'killed 57'),
    ('At least seven, including four children, died.', 'killed 7/7/?; killed 4 part'),
    ('About 100 people have died in three months of clashes.', 'killed 90/100/110 past'),
    ('He managed to kill 1 person and wound 12 others.', 'killed 1; injured 12'),
    ('TWELVE PEOPLE WERE KILLED AND 30 WERE WOUNDED.', 'killed 12; injured 30'),
    ('A BOMB KILLED TWO SOLDIERS AND A PEASANT.', 'killed 3'),
    ('Eight people, six of them attackers, died in the raid on the depot.', 'killed 2; killed 6 attackers part'),
    ('The assault made five dead, of whom two assailants.', 'killed 3'),
    ('He blew himself up, leaving four people dead, himself among them.', 'killed 1 attackers; killed 3'),
    ('The prefect counts nine dead, namely two cooks, two soldiers and the five terrorists.', 'killed 4; killed 4 part; killed 5 attackers part'),
    ('The clinic counted three dead, bomber included.', 'killed 2'),
    ('Ten people were killed, not including the gunman.', 'killed 10; killed 1/1/? attackers part'),
    ('Five people died in the siege of the station, police said, among them two of the three gunmen.', 'killed 3; killed 2 attackers part'),
    ('The blast killed 16 people besides the bombers.', 'killed 16'),
    ('The shell killed four officers and a tea-house owner.', 'killed 5'),
    ('The shell killed four officers and a fire broke out.', 'killed 4'),
    ('Two porters and a woman selling coffee died at the quay.', 'killed 3'),
    ('Gunmen killed councillor Mara Tolj and two of her canvassers.', 'killed 3'),
    ('A bomb under the seat killed treasurer Fadil Osso and his driver.', 'killed 2'),
    ('The blast that killed party treasurer Fadil Osso in Marl was heard far away.', 'killed 1'),
    ('The raid killed Islamic State fighters.', ''),
    ('Twelve people killed Monday in New Marl were named.', 'killed 12'),
    ('Two people were killed in Marl and his driver was hurt.', 'killed 2; injured 1'),
    ('The vaccinator was killed in a lane on Saturday, together with her supervisor.', 'killed 2'),
    ('Five porters were wounded in the blast, as well as three clients.', 'injured 8'),
    ('Seven worshippers, including a deacon and three choir girls, were killed.', 'killed 7; killed 3 part'),
    ('Three reporters, two Fijians and a cameraman were killed.', 'killed 3'),
    ('Six traders and shoppers were killed.', 'killed 6'),
    ('A third resident has died of his wounds.', 'killed 3'),
    ('A third resident was hurt when two people were killed.', 'injured 1; killed 2'),
    ('His death raises to three the number of the victims.', 'killed 3'),
    ('With her the loss of life rose to three.', 'killed 3'),
    ('It brought the number killed in the bombing up to nine.', 'killed 9'),
    ('Officials said the number of victims is 59 and not 62.', 'killed 59'),
    ('The toll does not include the girls, whose ages were put at 14 and 16.', ''),
    ('The assassination of six priests shocked the town.', 'killed 6'),
    ('The rival had wanted the man dead.', ''),
    ('The mother of three was treated.', 'injured 1/1/?'),
]  # fmt: skip


@pytest.mark.parametrize(("sentence", "expected"), SENTENCES)
def test_a_sentence_tells_its_tolls(sentence: str, expected: str) -> None:
    assert "; ".join(shown(toll) for toll in tolls_of(sentence)) == expected


def settled(*sentences: str) -> Settled:
    return settle([toll for sentence in sentences for toll in tolls_of(sentence)])


def value(result: tuple[Count, tuple[Toll, ...]] | None) -> str | None:
    return None if result is None else in_words(result[0])


DOCUMENTS = [
    (("Twelve people were killed.",), ("12", None, None)),
    (("12 killed in blast", "At least 12 people were killed and 30 wounded."), ("12/12/?", "30", None)),
    (("Dozens were killed.", "Police said 45 people were killed."), ("45", None, None)),
    (("45 people were killed.", "Dozens of people were killed, a man said."), ("45", None, None)),
    (("Forty people were killed.", "The death toll later rose to 43."), ("43", None, None)),
    (("The death toll rose to 85.", "It had stood at 84.", "Earlier reports said 73 people were killed."), ("85", None, None)),
    (("62 people were killed.", "The toll was revised down to 59 from 62."), ("59", None, None)),
    (("Twelve people were killed.", "Two people were killed at the gate."), ("12", None, None)),
    (("Gunmen killed 12 soldiers.", "Two people died on the spot."), ("12", None, None)),
    (("Ten people were killed.", "Eleven people were killed, the ministry said."), ("11", None, None)),
    (("Police initially said 50 people were killed.", "The interior ministry said 49 people were killed."), ("49", None, None)),
    (("Twelve people were killed, including three children.",), ("12", None, None)),
    (("Among the dead were three children and two policemen.",), ("5/?/?", None, None)),
    (("The priest was killed.",), ("1/1/?", None, None)),
    (("Two people were killed.", "The priest was killed at the altar."), ("2", None, None)),
    (("Fifty people were killed, including the gunman.",), ("49", None, "1")),
    (("Fifty people, including three attackers, were killed.",), ("47", None, "3")),
    (("At least 50 people were killed, including the gunman.",), ("49/49/?", None, "1")),
    (("Twenty people, mainly militants, died in the battle.",), ("?/?/18", None, "2/?/?")),
    (("Over 100 people, mainly militants, died in the battle.",), (None, None, "2/?/?")),
    (("Twelve people were killed.", "The gunman was shot dead by police."), ("12", None, "1")),
    (("Three gunmen were killed.", "One of the gunmen was killed at the gate."), (None, None, "3")),
    (("Troops killed 30 militants.",), (None, None, "30")),
    (("Twelve people were killed.", "Last year, 35 people were killed in a similar attack."), ("12", None, None)),
    (("No one was killed.",), ("0", None, None)),
    (("No one was killed.", "Two people died later."), ("2", None, None)),
    (("Police said 12 people were killed.", "Witnesses said 30 people were killed."), ("12/12/30", None, None)),
    (("Witnesses said 30 people were killed.",), ("30", None, None)),
    (("Thirty people were wounded, five of them seriously.", "Thirty people were taken to hospital."), (None, "30", None)),
    ((), (None, None, None)),
    (("Police arrested 12 people.",), (None, None, None)),
    (("The mayor was shot dead.", "Two guards were also killed."), ("3", None, None)),
    (("Two guards were also killed.",), ("3/3/?", None, None)),
    (("Nine people were killed.", "Two guards were also killed."), ("9", None, None)),
    (("Fourteen soldiers were killed.", "The Taliban said more than 30 people were killed."), ("14", None, None)),
]  # fmt: skip


@pytest.mark.parametrize(("sentences", "expected"), DOCUMENTS)
def test_a_document_comes_to_one_toll(
    sentences: tuple[str, ...], expected: tuple[str | None, str | None, str | None]
) -> None:
    found = settled(*sentences)
    assert (value(found.killed), value(found.injured), value(found.perpetrators_killed)) == expected


LATER = [
    (
        (
            "Another victim has died, raising the number of people killed to 86.",
            "On Aug. 4 the toll was revised to 85.",
        ),
        "86",
    ),
    (
        ("At least 80 people were killed.", "Earlier in the night the police had given a toll of 23."),
        "80/80/?",
    ),
    (("A lorry killed at least 77 people.", "The toll had been put at 73 earlier in the night."), "77/77/?"),
    (("The death toll was 50.", "The toll was lowered to 49."), "49"),
    (("The death toll rose to 12.", "The death toll rose to 14."), "14"),
    (
        (
            "36 people have died.",
            "Earlier this evening we carried a line that close to 50 people had been killed.",
        ),
        "36",
    ),
    (("Taliban spokesmen said 190 people were killed.", "The governor said 12 people were killed."), "12"),
    (("Gunmen killed four people.", "The toll is heavy, several police lost their lives."), "4"),
    (("Sixty-one people were killed, after an earlier count of twenty had been given.",), "61"),
]


@pytest.mark.parametrize(("sentences", "killed"), LATER)
def test_earlier_figures_give_way_and_lowered_ones_hold(sentences: tuple[str, ...], killed: str) -> None:
    assert value(settled(*sentences).killed) == killed


ATTACKERS = [
    (("The bomber blew himself up at the gate.", "A second attacker was killed by soldiers."), "2"),
    (("Four suicide bombers struck the village.", "The first blew himself up by a house."), "4"),
    (("Two bombers struck; both attackers were killed.", "One set off his explosive vest."), "2"),
    (("Police shot the driver dead.",), "1"),
]


@pytest.mark.parametrize(("sentences", "dead"), ATTACKERS)
def test_attackers_are_counted_apart(sentences: tuple[str, ...], dead: str) -> None:
    outcome = settled(*sentences)
    assert value(outcome.perpetrators_killed) == dead
    assert outcome.killed is None


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ('A gunman killed nine people in a hall. He was shot dead on the stairs.', 'killed 1 attackers'),
        ('The attacker, armed with a rifle, opened fire. He held out for hours, and died in the gunfight.', 'killed 1 attackers'),
        ('A lawyer was attacked by a gunman. He was shot dead on his way to court.', ''),
        ('The mayor spoke to the crowd. He was killed by police.', 'killed 1 attackers'),
    ],
)  # fmt: skip
def test_a_pronoun_is_read_with_the_sentence_before(text: str, expected: str) -> None:
    found = find_tolls(text, Span(text.index(". ") + 2, len(text)))
    assert "; ".join(shown(toll) for toll in found) == expected


def test_another_day_named_first_is_another_attack() -> None:
    lede = "MARL, July 18 (Wire) - A man shot dead five people in Marl on Monday, officials said. "
    text = lede + "On June 5 a group of men killed seven people in Aldo."
    assert [toll.background for toll in find_tolls(text, Span(len(lede), len(text)))] == [True]
    assert [toll.background for toll in find_tolls(text, Span(0, len(lede)))] == [False]


def test_a_settled_count_names_the_tolls_it_rests_on() -> None:
    found = settled("Fifty people were killed, including the gunman.")
    assert found.killed is not None
    assert [(toll.whom, toll.without) for toll in found.killed[1]] == [("victims", 1)]
    vague = settled("Twenty people, mainly militants, died in the battle.")
    assert vague.killed is not None
    assert [toll.whom for toll in vague.killed[1]] == ["mixed", "attackers"]


def test_first_figures_are_trusted_least() -> None:
    (early,) = tolls_of("Police initially said 50 people were killed.")
    (plain,) = tolls_of("Fifty people were killed.")
    (explicit,) = tolls_of("The death toll rose to 50.")
    assert early.confidence < plain.confidence < explicit.confidence


def test_the_voice_of_the_sentence_is_kept() -> None:
    (toll,) = tolls_of("Hospital officials said 12 people were killed.")
    assert toll.said_by == "hospital officials"


def test_a_span_is_the_count_with_its_noun_in_the_whole_text() -> None:
    text = "It was a Friday. Three officers and a civilian were killed."
    (toll,) = find_tolls(text, Span(17, len(text)))
    assert toll.span.of(text) == "Three officers and a civilian"


def test_a_bare_number_is_shown_with_its_word_of_effect() -> None:
    text = "Police said the death toll had risen to 45."
    (toll,) = tolls_of(text)
    assert toll.span.of(text) == "death toll had risen to 45"


WORDS = st.sampled_from(
    sorted(
        listed(
            "12 30 1,000 twelve dozens of people soldiers the a attackers gunman killed were wounded dead died death toll "
            "to from at least including and or , . not no one among 's himself in March 2015 since between hospital "
            "blew up police said - ' “ ( ) : 99999999999"
        )
    )
)


def check(text: str) -> None:
    sentence = Span(0, len(text))
    for toll in find_tolls(text, sentence):
        assert 0 <= toll.span.start < toll.span.end <= len(text)
        values = [v for v in (toll.count.low, toll.count.best, toll.count.high) if v is not None]
        assert values
        assert values == sorted(values)
        assert 0 < toll.confidence <= 1
    result = settle(find_tolls(text, sentence))
    for part in (result.killed, result.injured, result.perpetrators_killed):
        if part is not None:
            values = [v for v in (part[0].low, part[0].best, part[0].high) if v is not None]
            assert values == sorted(values)
            assert part[1]


@settings(max_examples=400, deadline=None)
@given(st.lists(WORDS, max_size=40))
def test_any_words_give_ordered_counts_inside_the_sentence(words: list[str]) -> None:
    check(" ".join(words))


@settings(max_examples=200, deadline=None)
@given(st.text(max_size=200))
def test_any_text_is_read_without_an_error(text: str) -> None:
    check(text)


@given(st.text(max_size=40), st.text(max_size=40))
def test_spans_stay_inside_a_sentence_in_the_middle(before: str, after: str) -> None:
    middle = "At least 12 people were killed and 30 wounded."
    sentence = Span(len(before), len(before) + len(middle))
    text = before + middle + after
    found = find_tolls(text, sentence)
    assert [toll.count.low for toll in found if not toll.background][:2] in ([12, 30], [])
    assert all(sentence.start <= toll.span.start <= toll.span.end <= sentence.end for toll in found)


@pytest.mark.parametrize(
    "piece",
    ["1", "1,", "1.1", "12 people killed ", "twelve, ", "the a ", "killed and ", "between 1 and ", "a" * 50],
)
def test_a_hundred_kilobytes_of_anything_are_read(piece: str) -> None:
    check((piece * (100_000 // len(piece)))[:100_000])
