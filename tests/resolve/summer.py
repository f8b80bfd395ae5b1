# ruff: noqa: E501 - a table of reports reads best with one report a line
"""A labelled set: reports of attacks of one summer, the hard pairs among them. Texts are ours."""

from __future__ import annotations

from typing import Any

from tocsin.resolve import Mention

from .builders import mention

_ORLANDO: dict[str, Any] = {"place": "Orlando", "kind": "shooting", "target": "hospitality"}
_ISTANBUL: dict[str, Any] = {"place": "Istanbul", "kind": "suicide_bombing", "target": "transport"}
_DHAKA: dict[str, Any] = {"place": "Dhaka", "kind": "hostage_taking", "target": "hospitality"}
_NICE: dict[str, Any] = {"place": "Nice", "kind": "vehicle_ramming", "target": "public_gathering"}
_QUETTA: dict[str, Any] = {"place": "Quetta", "kind": "suicide_bombing", "target": "health"}

# incident -> its reports: (title and text, what coding made of it)
_REPORTS: dict[str, list[tuple[str, str, dict[str, Any]]]] = {
    "orlando": [
        ("Gunman opens fire in Orlando nightclub", "A gunman opened fire inside a packed nightclub in Orlando, Florida, early on Sunday, killing about 20 people and taking hostages, police said.", {"published": "2016-06-12 11:00", "day": "2016-06-12", "killed": (20, 20, None), **_ORLANDO}),
        ("Fifty dead in Orlando club", "Fifty people died in the shooting at a gay nightclub in Orlando, the mayor said, raising an earlier toll of 20. A state of emergency was declared in Florida.", {"published": "2016-06-12 16:00", "day": "2016-06-12", "killed": 50, "injured": 53, **_ORLANDO}),
        ("Orlando victims named by city", "The city of Orlando put the number of victims of the nightclub shooting at 49; the count of 50 had included the gunman.", {"published": "2016-06-13 15:00", "day": "2016-06-12", "killed": 49, "injured": 53, **_ORLANDO}),
        ("Florida mourns", "Vigils were held across Florida for those killed at a nightclub on Sunday.", {"published": "2016-06-14 08:00", "day": "2016-06-12", "place": "Florida", "kind": "armed_assault", "killed": 49}),
    ],
    "aktobe": [
        ("Gun shops attacked in Aktobe", "Armed men raided two gun shops and a national guard unit in Aktobe in western Kazakhstan, killing six.", {"published": "2016-06-06 07:00", "day": "2016-06-05", "place": "Aktobe", "kind": "shooting", "target": ["commerce", "military"], "killed": 6}),
        ("Kazakhstan: toll in Aktobe rises", "Seven people died in the attacks on gun shops and a military unit in Aktobe on Sunday, the interior ministry of Kazakhstan said.", {"published": "2016-06-07 09:00", "day": "2016-06-05", "place": "Aktobe", "kind": "armed_assault", "target": "military", "killed": 7}),
    ],
    "kabul_minibus": [
        ("Minibus of guards bombed in Kabul", "A suicide bomber on foot struck a minibus with Nepalese security guards in Kabul on Monday, killing 14.", {"published": "2016-06-20 06:00", "day": "2016-06-20", "place": "Kabul", "kind": "suicide_bombing", "target": "transport", "killed": 14}),
        ("Nepalese guards killed in Kabul", "Fourteen Nepalese guards of a foreign embassy died when their minibus was bombed in the Afghan capital Kabul.", {"published": "2016-06-20 15:00", "day": "2016-06-20", "place": "Kabul", "kind": "bombing", "target": "diplomatic", "killed": 14, "injured": 9}),
        ("Nepal brings home its dead", "Nepal received the coffins of the guards killed when their minibus was bombed in Kabul on 20 June.", {"published": "2016-06-22 10:00", "day": "2016-06-20", "place": "Kabul", "kind": "bombing", "killed": 14}),
    ],
    "istanbul": [
        ("Explosions at Istanbul airport", "Two explosions and gunfire hit the Ataturk airport in Istanbul on Tuesday evening; at least 10 people were killed, the justice minister said.", {"published": "2016-06-28 20:30", "day": "2016-06-28", "killed": (10, 10, None), **_ISTANBUL}),
        ("Three bombers at Istanbul airport kill 36", "Three suicide bombers opened fire and blew themselves up at Ataturk airport in Istanbul, killing 36, the prime minister said.", {"published": "2016-06-29 01:00", "day": "2016-06-28", "killed": 36, "injured": 147, **_ISTANBUL}),
        ("Istanbul: 41 dead", "The toll of the airport attack in Istanbul stands at 41, the governor said; 239 were injured.", {"published": "2016-06-29 11:00", "day": "2016-06-28", "killed": 41, "injured": 239, **_ISTANBUL}),
        ("Another victim of airport attack dies", "A child wounded in last month's attack on Ataturk airport in Istanbul has died, bringing the toll to 45.", {"published": "2016-07-12 11:00", "day": ("2016-06-01", "2016-06-30", "month"), "killed": 45, **_ISTANBUL}),
    ],
    "dhaka": [
        ("Gunmen hold hostages in Dhaka café", "Gunmen stormed a café in the diplomatic quarter of Dhaka on Friday night and took diners hostage. Two police officers died.", {"published": "2016-07-01 18:00", "day": "2016-07-01", "killed": 2, **_DHAKA}),
        ("Twenty hostages killed in Dhaka", "Twenty hostages, most of them foreigners, were killed in a café in Dhaka before commandos stormed it on Saturday.", {"published": "2016-07-02 10:00", "day": ("2016-07-01", "2016-07-02", "range"), "killed": 20, **_DHAKA}),
        ("Italy mourns its dead of Dhaka", "Nine Italians are among the 20 hostages killed in the siege of a café in the capital of Bangladesh.", {"published": "2016-07-03 09:00", "day": "2016-07-01", "killed": [{"low": 20, "best": 20, "high": 20}, {"low": 9, "best": 9, "high": 9, "part": True}], "place": "Dhaka", "kind": "armed_assault", "target": "hospitality"}),
    ],
    "karrada": [
        ("Lorry bomb in Baghdad shopping street", "A refrigerator lorry packed with explosives blew up in a shopping street of Karrada in Baghdad, killing 23.", {"published": "2016-07-03 05:00", "day": "2016-07-03", "place": "Karrada", "kind": "bombing", "target": "commerce", "killed": 23}),
        ("Baghdad bomb kills 125", "At least 125 people died when a lorry bomb tore through the Karrada shopping district of Baghdad where families were out after the fast.", {"published": "2016-07-03 17:00", "day": "2016-07-03", "place": "Baghdad", "kind": "suicide_bombing", "target": "commerce", "killed": (125, 125, None), "injured": 150}),
        ("Iraq: 292 dead in Karrada", "The health ministry put the dead of the bombing of a shopping street in Karrada at 292.", {"published": "2016-07-07 12:00", "day": "2016-07-03", "place": "Karrada", "kind": "bombing", "target": "commerce", "killed": 292}),
        ("Days of mourning", "Iraq declared three days of mourning after the bombing in a shopping street.", {"published": "2016-07-04 07:00", "day": "2016-07-03", "place": "Iraq", "kind": "bombing", "target": "commerce", "killed": 165}),
    ],
    "balad": [
        ("Shrine attacked in Balad", "Mortar shells, gunmen and suicide bombers hit a shrine in Balad north of Baghdad late on Thursday, killing 35.", {"published": "2016-07-08 06:00", "day": "2016-07-07", "place": "Balad", "kind": ["suicide_bombing", "shooting"], "target": "worship", "killed": 35}),
        ("Dozens die at Shia shrine", "The attack on the shrine in Balad killed 37 pilgrims, Iraqi officials said on Friday.", {"published": "2016-07-08 13:00", "day": "2016-07-07", "place": "Balad", "kind": "armed_assault", "target": "worship", "killed": 37}),
    ],
    "baghdad_checkpoint": [
        ("Checkpoint hit in Baghdad", "A car bomb at a police checkpoint in northern Baghdad killed 9 on Wednesday.", {"published": "2016-07-13 11:00", "day": "2016-07-13", "place": "Baghdad", "kind": "suicide_bombing", "target": "police", "killed": 9}),
        ("Nine killed at Baghdad checkpoint", "Nine people died when a suicide car bomber hit a checkpoint in Rashidiya in northern Baghdad.", {"published": "2016-07-13 18:00", "day": "2016-07-13", "place": "Baghdad", "kind": "bombing", "target": "police", "killed": 9, "injured": 30}),
    ],
    "medina": [
        ("Bomber strikes near mosque in Medina", "A suicide bomber killed four guards outside the mosque of Medina on Monday.", {"published": "2016-07-04 19:00", "day": "2016-07-04", "place": "Medina", "kind": "suicide_bombing", "target": "worship", "killed": 4}),
        ("Medina: four guards die", "Four security guards died in a suicide bombing in the car park by the Prophet's mosque in Medina, the ministry said.", {"published": "2016-07-05 08:00", "day": "2016-07-04", "place": "Medina", "kind": "suicide_bombing", "target": "worship", "killed": 4, "injured": 5}),
    ],
    "qatif": [
        ("Blast by mosque in Qatif", "A bomber blew himself up near a Shia mosque in Qatif on Monday; no one else was hurt.", {"published": "2016-07-04 18:30", "day": "2016-07-04", "place": "Qatif", "kind": "suicide_bombing", "target": "worship", "killed": 0}),
        ("Explosion rocks Qatif", "An explosion by a mosque shook the eastern Saudi town of Qatif, residents said.", {"published": "2016-07-04 20:00", "day": "2016-07-04", "place": "Qatif", "kind": "bombing", "target": "worship"}),
    ],
    "jeddah": [
        ("Bomber near consulate in Jeddah", "A man blew himself up by the American consulate in Jeddah before dawn, wounding two guards.", {"published": "2016-07-04 06:00", "day": "2016-07-04", "place": "Jeddah", "kind": "suicide_bombing", "target": "diplomatic", "injured": 2}),
        ("Two hurt in Jeddah", "Two guards were hurt when a bomber set off his vest near the consulate in Jeddah.", {"published": "2016-07-04 12:00", "day": "2016-07-04", "place": "Jeddah", "kind": "suicide_bombing", "target": "diplomatic", "killed": 0, "injured": 2}),
    ],
    "dallas": [
        ("Officers shot at Dallas march", "A sniper shot at police during a march in Dallas on Thursday night, killing five officers.", {"published": "2016-07-08 05:00", "day": "2016-07-07", "place": "Dallas", "kind": "shooting", "target": "police", "killed": 5, "injured": 7}),
        ("Dallas: five officers dead", "Five police officers were killed in Dallas by a gunman at the end of a protest.", {"published": "2016-07-08 12:00", "day": "2016-07-07", "place": "Dallas", "kind": "shooting", "target": "police", "killed": 5, "injured": 9}),
    ],
    "baton_rouge": [
        ("Officers killed in Baton Rouge", "A gunman killed three police officers in Baton Rouge on Sunday morning.", {"published": "2016-07-17 16:00", "day": "2016-07-17", "place": "Baton Rouge", "kind": "shooting", "target": "police", "killed": 3, "injured": 3}),
        ("Louisiana: three officers shot dead", "Three officers died in an ambush at a petrol station in Baton Rouge, Louisiana.", {"published": "2016-07-18 08:00", "day": "2016-07-17", "place": "Baton Rouge", "kind": "armed_assault", "target": "police", "killed": 3}),
    ],
    "nice": [
        ("Lorry drives into crowd in Nice", "A lorry drove into a crowd watching the fireworks in Nice on Thursday night. At least 30 people were killed.", {"published": "2016-07-14 22:30", "day": "2016-07-14", "killed": (30, 30, None), **_NICE}),
        ("Nice: 73 dead", "Seventy-three people died when a lorry ploughed through the Bastille Day crowd in Nice, the prefecture said.", {"published": "2016-07-15 01:00", "day": "2016-07-14", "killed": 73, **_NICE}),
        ("84 dead in Nice", "84 people were killed and 18 are critical after a lorry was driven through crowds on the Promenade des Anglais in Nice, the interior minister said.", {"published": "2016-07-15 06:00", "day": "2016-07-14", "killed": 84, "place": "Promenade des Anglais", "kind": ["vehicle_ramming", "shooting"], "target": "public_gathering"}),
        ("France in mourning after lorry attack", "France declared three days of mourning for the 84 people killed by a lorry on its national day.", {"published": "2016-07-15 14:00", "day": "2016-07-15", "killed": 84, "place": "France", "kind": "vehicle_ramming", "target": "public_gathering"}),
        ("Morning paper", "A lorry killed scores of people who had gathered for fireworks in Nice.", {"published": "2016-07-15 05:00", "killed": (80, 80, None), **_NICE}),
        ("Toll of Nice rises to 86", "A man wounded on 14 July in Nice has died, bringing the toll of the lorry attack to 86.", {"published": "2016-08-19 10:00", "day": "2016-07-14", "killed": 86, **_NICE}),
        ("Nice remembers", "Survivors of last month's attack in Nice met the mayor.", {"published": "2016-08-10 10:00", "day": ("2016-07-01", "2016-07-31", "month"), **_NICE}),
    ],
    "wurzburg": [
        ("Axe attack on train near Würzburg", "A youth attacked passengers with an axe on a train near Würzburg on Monday evening, wounding five.", {"published": "2016-07-18 21:30", "day": "2016-07-18", "place": "Würzburg", "kind": "stabbing", "target": "transport", "injured": 5}),
        ("Train attacker shot in Bavaria", "Police shot dead a youth who had wounded five people with an axe and a knife on a regional train at Würzburg.", {"published": "2016-07-19 06:00", "day": "2016-07-18", "place": "Würzburg", "kind": "stabbing", "target": "transport", "killed": 0, "injured": 5}),
    ],
    "munich": [
        ("Shots at Munich shopping centre", "A gunman opened fire at a shopping centre in Munich on Friday; several people died.", {"published": "2016-07-22 18:00", "day": "2016-07-22", "place": "Munich", "kind": "shooting", "target": "commerce", "killed": 6}),
        ("Nine killed in Munich", "Nine people were killed by a gunman at a restaurant and a shopping centre in Munich, police said.", {"published": "2016-07-23 07:00", "day": "2016-07-22", "place": "Munich", "kind": "shooting", "target": "commerce", "killed": 9, "injured": 27}),
    ],
    "ansbach": [
        ("Bomb at Ansbach wine bar", "A man blew himself up by a wine bar near a music festival in Ansbach on Sunday, wounding 12.", {"published": "2016-07-25 02:00", "day": "2016-07-24", "place": "Ansbach", "kind": "suicide_bombing", "target": "hospitality", "injured": 12}),
        ("Fifteen hurt in Ansbach", "Fifteen people were wounded when a bomb went off outside a bar in the Bavarian town of Ansbach.", {"published": "2016-07-25 11:00", "day": "2016-07-24", "place": "Ansbach", "kind": "bombing", "target": "public_gathering", "injured": 15}),
    ],
    "almaty": [
        ("Police station attacked in Almaty", "A gunman attacked a police station in Almaty on Monday, killing three officers and a civilian.", {"published": "2016-07-18 07:00", "day": "2016-07-18", "place": "Almaty", "kind": "shooting", "target": "police", "killed": 4}),
        ("Almaty gunman held", "Five people died when a man fired at police in Almaty, the largest city of Kazakhstan.", {"published": "2016-07-18 14:00", "day": "2016-07-18", "place": "Almaty", "kind": "shooting", "target": "police", "killed": 5}),
        ("Almaty toll rises", "Six people have now died after the shooting of 18 July in Almaty.", {"published": "2016-07-22 09:00", "day": "2016-07-18", "place": "Almaty", "kind": "armed_assault", "target": "police", "killed": 6}),
    ],
    "kabul_march": [
        ("Bombs at Kabul demonstration", "Bombers struck a march of the Hazara minority in Kabul on Saturday, killing 61.", {"published": "2016-07-23 13:00", "day": "2016-07-23", "place": "Kabul", "kind": "suicide_bombing", "target": "public_gathering", "killed": 61, "injured": 207}),
        ("Kabul: 80 dead at march", "At least 80 people were killed and 231 wounded when bombs tore into a demonstration over a power line in Kabul.", {"published": "2016-07-23 18:00", "day": "2016-07-23", "place": "Kabul", "kind": "bombing", "target": "public_gathering", "killed": (80, 80, None), "injured": 231}),
        ("Afghans bury the dead", "Afghans buried those killed in Saturday's bombing of a peaceful march in the capital.", {"published": "2016-07-24 09:00", "day": "2016-07-23", "place": "Kabul", "kind": "bombing", "killed": 80}),
    ],
    "rouvray": [
        ("Priest killed in church in Normandy", "Two men took hostages in a church in Saint-Étienne-du-Rouvray on Tuesday and killed a priest.", {"published": "2016-07-26 11:00", "day": "2016-07-26", "place": "Saint-Étienne-du-Rouvray", "kind": ["hostage_taking", "stabbing"], "target": "worship", "killed": 1, "injured": 1}),
        ("Church attacked near Rouen", "A priest was killed when two knifemen took hostages during mass in a church near Rouen.", {"published": "2016-07-26 14:00", "day": "2016-07-26", "place": "Rouen", "kind": "stabbing", "target": "worship", "killed": 1, "injured": 1}),
        ("France: attack on church", "A priest died after knifemen took hostages at mass in a church in northern France.", {"published": "2016-07-26 18:00", "place": "France", "kind": "hostage_taking", "target": "worship", "killed": 1}),
    ],
    "quetta": [
        ("Bomb at Quetta hospital", "A bomb went off at a hospital in Quetta on Monday as lawyers gathered to mourn a colleague; 30 died.", {"published": "2016-08-08 07:00", "day": "2016-08-08", "killed": (30, 30, None), **_QUETTA}),
        ("Quetta: 70 dead", "Seventy people, most of them lawyers, were killed by a suicide bomber at the civil hospital in Quetta.", {"published": "2016-08-08 15:00", "day": "2016-08-08", "killed": 70, "injured": 120, **_QUETTA}),
        ("Lawyers mourn in Balochistan", "Pakistan's lawyers boycotted courts after the hospital bombing in Quetta which killed 70.", {"published": "2016-08-09 08:00", "day": "2016-08-08", "killed": 70, **_QUETTA}),
    ],
    "maiduguri_market": [
        ("Market bombed in Maiduguri", "A bomb in the Monday market of Maiduguri killed 12 traders.", {"published": "2016-08-15 12:00", "day": "2016-08-15", "place": "Maiduguri", "kind": "bombing", "target": "commerce", "killed": 12}),
        ("Traders die in Borno", "Twelve traders died in an explosion at the Monday market in Maiduguri, an official said.", {"published": "2016-08-15 18:00", "day": "2016-08-15", "place": "Maiduguri", "kind": "bombing", "target": "commerce", "killed": 12, "injured": 20}),
        ("Explosion in Borno", "An explosion killed 12 at a market in Borno state.", {"published": "2016-08-15 20:00", "day": "2016-08-15", "place": "Borno", "kind": "bombing", "target": "commerce", "killed": 12}),
    ],
    "maiduguri_station": [
        ("Gunmen storm police station", "Gunmen attacked a police station in Maiduguri at dusk, killing three officers.", {"published": "2016-08-15 21:00", "day": "2016-08-15", "place": "Maiduguri", "kind": "shooting", "target": "police", "killed": 3}),
        ("Officers killed in Maiduguri", "Three officers died when gunmen stormed a police station in Maiduguri on Monday evening.", {"published": "2016-08-16 08:00", "day": "2016-08-15", "place": "Maiduguri", "kind": "shooting", "target": "police", "killed": 3}),
    ],
    "maiduguri_later": [
        ("Second market bomb in Maiduguri", "A week after a bombing, another explosion hit a market in Maiduguri and killed 9.", {"published": "2016-08-22 13:00", "day": "2016-08-22", "place": "Maiduguri", "kind": "bombing", "target": "commerce", "killed": 9}),
        ("Nine die in Maiduguri", "Nine people were killed in a blast at the vegetable market in Maiduguri on Monday.", {"published": "2016-08-22 17:00", "day": "2016-08-22", "place": "Maiduguri", "kind": "bombing", "target": "commerce", "killed": 9}),
    ],
    "damboa": [
        ("Village raided near Damboa", "Men on motorcycles burned houses near Damboa and shot 12 villagers on Monday.", {"published": "2016-08-16 10:00", "day": "2016-08-15", "place": "Damboa", "kind": ["shooting", "arson"], "target": "civilians", "killed": 12}),
    ],
    "istanbul_foiled": [
        ("Police foil plot in Istanbul", "Turkish police said they foiled a plot to bomb the airport in Istanbul and held eight people.", {"published": "2016-07-01 10:00", "day": "2016-06-30", "place": "Istanbul", "kind": "bombing", "target": "transport", "outcome": "foiled"}),
    ],
}  # fmt: skip


def summer() -> tuple[list[Mention], dict[str, str]]:
    """Return the mentions and, by report id, the incident that each belongs to."""
    mentions, truth = [], {}
    for incident, reports in _REPORTS.items():
        for number, (title, text, values) in enumerate(reports):
            made = mention(
                f"https://paper{number}.example/{incident}/{number}", text, title=title,
                source=f"paper{number}", **values,
            )  # fmt: skip
            mentions.append(made)
            truth[made.id] = incident
    both = _two_in_one_article()
    for incident, made in both:
        mentions.append(made)
        truth[made.id] = incident
    return mentions, truth


def _two_in_one_article() -> list[tuple[str, Mention]]:
    """One text that tells of the attacks of one day in Medina and in Jeddah."""
    text = (
        "A suicide bomber killed four guards by the mosque in Medina on Monday. "
        "Hours earlier another had blown himself up near the American consulate in Jeddah, hurting two."
    )
    shared: dict[str, Any] = {
        "source": "wire",
        "published": "2016-07-05 06:00",
        "day": "2016-07-04",
        "kind": "suicide_bombing",
    }
    name = "https://wire.example/saudi"
    return [
        ("medina", mention(name, text, place="Medina", target="worship", killed=4, **shared)),
        ("jeddah", mention(name, text, place="Jeddah", target="diplomatic", injured=2, anchor=72, **shared)),
    ]
