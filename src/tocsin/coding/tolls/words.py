"""Closed word lists that the reading of tolls rests on: people, attackers, things, small words."""

from __future__ import annotations

from collections.abc import Collection, Sequence
from typing import Final

from tocsin.coding.tokens import listed

GENERIC: Final = listed(
    "person persons people individual individuals victim victims dead others other bodies body "
    "lives life casualties one human"
)
"""Heads that name everyone hit, so that their count is a total and not that of one kind of victim."""

_SINGULAR: Final = listed(
    "man woman boy girl child baby infant toddler teenager teen youth adult minor student pupil "
    "teacher schoolboy schoolgirl schoolchild professor lecturer principal headmaster scholar "
    "policeman policewoman officer patrolman constable inspector superintendent detective deputy "
    "sheriff trooper soldier serviceman servicewoman conscript recruit cadet marine sailor pilot "
    "airman ranger gendarme guard guardsman bodyguard watchman sentry peacekeeper commander captain "
    "colonel major general lieutenant sergeant corporal brigadier commandant warden vigilante "
    "militiaman paramilitary priest imam pastor bishop archbishop cardinal nun monk cleric "
    "clergyman rabbi preacher missionary seminarian catechist worshipper worshiper pilgrim "
    "parishioner muezzin mullah sheikh mayor governor senator minister lawmaker legislator "
    "politician candidate councillor councilman congressman parliamentarian president official "
    "administrator bureaucrat leader chief elder judge magistrate prosecutor lawyer attorney jurist "
    "journalist newsman reporter cameraman photographer editor broadcaster columnist blogger "
    "correspondent doctor nurse medic paramedic surgeon physician vaccinator patient rescuer "
    "firefighter fireman driver passenger pedestrian motorist cyclist commuter bystander onlooker "
    "passer-by passerby shopkeeper vendor trader merchant shopper customer guest diner patron "
    "waiter waitress cook clerk cashier businessman businesswoman manager employee staffer worker "
    "labourer laborer miner engineer technician contractor mechanic farmer peasant herder herdsman "
    "shepherd fisherman woodcutter logger tourist visitor holidaymaker traveller traveler foreigner "
    "resident villager citizen national civilian local inhabitant townsman settler refugee migrant "
    "evacuee hostage captive prisoner inmate detainee diplomat ambassador consul attache attaché "
    "envoy volunteer activist protester protestor demonstrator marcher campaigner unionist "
    "organizer organiser supporter spectator fan concertgoer reveller reveler partygoer clubgoer "
    "churchgoer mourner pensioner athlete player musician singer actor artist writer poet "
    "intellectual academic researcher scientist translator interpreter mother father wife husband "
    "son daughter brother sister relative uncle aunt nephew niece cousin grandmother grandfather "
    "grandson granddaughter parent sibling widow friend colleague neighbour neighbor maid servant "
    "housekeeper gardener member crewman crewmember housewife toddler fiancee adviser advisor aide "
    "escort informant informer collaborator ombudsman american african european asian arab muslim "
    "christian jew hindu sikh shiite sunni copt mp assistant salesman saleswoman barman bartender bouncer "
    "chef caretaker janitor doorman cleaner librarian accountant receptionist"
)
_IRREGULAR: Final = {
    "child": "children", "schoolchild": "schoolchildren", "wife": "wives", "passer-by": "passers-by",
    "passerby": "passersby", "housewife": "housewives",
}  # fmt: skip


_KINDS: Final = (
    (
        listed("man men gentleman gentlemen"),
        listed("woman women lady ladies"),
        listed("child children baby babies infant infants toddler toddlers minor minors boy boys girl girls"),
    ),
    (
        listed("soldier soldiers serviceman servicemen trooper troopers"),
        listed("policeman policemen policewoman policewomen constable constables police"),
        listed("civilian civilians villager villagers passer-by passers-by bystander bystanders"),
    ),
    (listed("boy boys"), listed("girl girls")),
)


def apart(one: str, other: str) -> bool:
    """Say whether two nouns name people of whom none is both ("men" and "women", not "men" and "sons")."""

    def kind(kinds: Sequence[frozenset[str]], word: str) -> int | None:
        return next((n for n, words in enumerate(kinds) if word in words), None)

    pairs = [(kind(kinds, one), kind(kinds, other)) for kinds in _KINDS]
    return any(a is not None and b is not None and a != b for a, b in pairs)


def spells_out(whole: int | None, parts: Sequence[int], heads: Sequence[Collection[str]]) -> bool:
    """Say whether a list spells out the number before it ("two men, a father and his son,").

    Not where who is listed cannot be of those ("three men, two women and a child" are six). `heads` are the
    nouns that may name the whole, then those of each part.
    """
    those, others = heads[0], {word for words in heads[1:] for word in words}
    return whole == sum(parts) and not any(apart(one, other) for one in those for other in others)


def plural(noun: str) -> str:
    """Return the plural of an English person noun."""
    if noun in _IRREGULAR:
        return _IRREGULAR[noun]
    if noun.endswith("man"):
        return noun[:-3] + "men"
    if noun.endswith("y") and noun[-2] not in "aeou":
        return noun[:-1] + "ies"
    return noun + ("es" if noun.endswith(("s", "ch", "sh", "x")) else "s")


_ATTACKER: Final = listed(
    "attacker gunman bomber assailant shooter militant terrorist insurgent rebel guerrilla guerilla "
    "jihadist jihadi extremist hijacker hostage-taker perpetrator knifeman suspect raider bandit "
    "kidnapper fighter infiltrator hitman assassin robber intruder arsonist separatist islamist "
    "stabber knife-attacker axeman abductor sniper aggressor invader subversive"
)
ATTACKER_ONE: Final = frozenset(_ATTACKER)
ATTACKER_MANY: Final = frozenset(plural(noun) for noun in _ATTACKER)
ATTACKERS: Final = ATTACKER_ONE | ATTACKER_MANY
ATTACKER_MODIFIERS: Final = listed(
    "militant terrorist insurgent rebel jihadist taliban haram shabaab al-shabaab isis isil daesh "
    "extremist suspected guerrilla naxal naxalite maoist attacking"
)
"""Words before "members", "leaders", "commanders" that make them attackers."""

ALLIED: Final = listed("kurdish peshmerga government tribal militia allied loyalist sdf ypg volunteer border")
"""Words before "fighters" that make them those attacked and not attackers."""

MASS: Final = listed("forces police troops personnel staff crew military army")
"""Plural without an s; before a thing ("two police vans") they are not people."""

ONE: Final = frozenset(_SINGULAR) | ATTACKER_ONE | {"person", "individual", "victim"}
MANY: Final = (
    frozenset(plural(noun) for noun in _SINGULAR)
    | ATTACKER_MANY
    | MASS
    | listed(
        "people persons individuals victims others police troops folk youths elderly faithful "
        "clergy servicemen infantrymen britons indians pakistanis afghans iraqis syrians nigerians "
        "kenyans somalis egyptians israelis palestinians turks kurds russians ukrainians germans "
        "italians spaniards chinese japanese french americans australians canadians"
    )
)
PEOPLE: Final = ONE | MANY

THINGS: Final = listed(
    "year years year-old month months week weeks day days night nights hour hours minute minutes "
    "second seconds decade decades century km kilometre kilometres kilometer kilometers mile miles "
    "metre metres meter meters yard yards foot feet inch inches kg kilogram kilograms kilo kilos "
    "ton tons tonne tonnes pound pounds gram grams litre litres liter liters gallon gallons mm cm "
    "percent per cent % dollar dollars euro euros naira rupee rupees shillings usd million billion "
    "trillion m am pm a.m p.m o'clock gmt local-time time times round rounds bullet bullets shot "
    "shots shell shells rocket rockets mortar mortars missile missiles bomb bombs grenade grenades "
    "mine mines device devices explosive explosives blast blasts explosion explosions attack "
    "attacks raid raids ambush ambushes strike strikes airstrike airstrikes incident incidents "
    "bombing bombings shooting shootings clash clashes operation operations wave waves drone drones "
    "gun guns rifle rifles weapon weapons knife knives car cars bus buses truck trucks lorry "
    "lorries van vans vehicle vehicles train trains plane planes aircraft helicopter helicopters "
    "jet jets boat boats ship ships tanker tankers motorcycle motorcycles motorbike motorbikes bike "
    "bikes tank tanks convoy convoys carriage carriages wagon wagons ambulance ambulances house "
    "houses home homes shop shops building buildings church churches mosque mosques temple temples "
    "school schools hospital hospitals hotel hotels restaurant restaurants market markets village "
    "villages town towns city cities district districts province provinces state states country "
    "countries nation nations region regions area areas place places site sites location locations "
    "post posts checkpoint checkpoints station stations base bases camp camps outpost outposts "
    "barracks headquarters office offices hut huts tent tents room rooms floor floors street "
    "streets road roads bridge bridges block blocks company companies bank banks group groups "
    "family families party parties team teams unit units force battalion brigade point points goal "
    "goals run runs game games match matches seat seats vote votes part parts case cases charge "
    "charges count counts copy copies page pages question questions reason reasons report reports "
    "source sources hostage-taking cow cows cattle goat goats sheep camel camels dog dogs horse "
    "horses animal animals livestock chicken chickens elephant elephants donkey donkeys pig pigs "
    "bird birds magnitude degrees acre acres hectare hectares tweet tweets film films book books "
    "statement statements half halves third quarter quarters side sides row career event events "
    "ceremony meeting death deaths household households tribe tribes community communities "
    "institution institutions facility facilities"
)
UNITS: Final = listed(
    "year years month months week weeks day days hour hours minute minutes second seconds km "
    "kilometres kilometers miles metres meters percent % dollars euros naira times rounds"
)
"""Measures, which no person noun can follow ("market traders" are people, "minutes traders" are not)."""
MONTHS: Final = listed(
    "january february march april may june july august september october november december jan feb "
    "mar apr jun jul aug sept sep oct nov dec"
)
LABELS: Final = listed(
    "no number article section chapter flight route highway room page unit resolution platform "
    "terminal gate aged age ages channel phase day year version type act boeing airbus formula "
    "iphone line camp ward zone sector block pier exit building"
)
"""Words after which a number is a name, an age or an address."""

BE: Final = listed("was were is are be been being got get gets getting 's 're")
HAVE: Final = listed("has have had having")
STOPS: Final = (
    BE
    | HAVE
    | listed(
        "in on at by from to with after before during near inside outside for as of when while who "
        "whom which that since until into over under including include includes included among and "
        "or but not nor will would could may might can should did does do said says told if because "
        "where whose it he she they we there then than against between about around through across "
        "along toward towards upon within without plus instead rather also later say says took take "
        "besides excluding except "
        "believe fear"
    )
)
"""Words that end a noun phrase."""

PREPOSITIONS: Final = listed(
    "in on at by from to with after before during near inside outside for of into over under "
    "against between around through across along toward towards upon within without carrying"
)
ADVERBS: Final = listed(
    "also all reportedly later already immediately fatally seriously critically severely badly "
    "slightly lightly gravely allegedly subsequently instantly confirmed reported feared believed "
    "presumed thought known brutally both more others apparently tragically then still now either "
    "found declared pronounced left listed officially currently so far to have being deliberately "
    "wrongly only just mortally moderately killed-in-action summarily publicly together "
    "simultaneously either probably likely"
)
"""What may stand between a subject, its auxiliary and the word of effect."""
