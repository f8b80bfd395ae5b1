"""What event and actor codes of others are compared by. Not storable: no statement has these codes.

An event class decides what an import takes in (`IN`): what is no attack is left out and counted. An actor
type says what a dataset means by its code; the record itself knows groups and counts only.
"""

from __future__ import annotations

from typing import Final

from tocsin.taxonomy.codes import Code, table

EVENTS: Final = table(
    Code("attack", "attack", "violence by one side against people or property"),
    Code("clash", "armed clash", "two armed sides fight each other"),
    Code("crowd_violence", "crowd violence", "a crowd turns violent: riots, violent demonstrations"),
    Code("protest", "protest", "demonstrations, strikes, sit-ins, blockades"),
    Code("policing", "policing", "arrests, searches, dispersals, acts of authority"),
    Code("threat", "threat", "violence announced or threatened"),
    Code("development", "development", "troops moved, aid, agreements carried out, relations broken"),
    Code("speech", "speech", "statements, appeals, demands, talks, accusations"),
)
IN: Final = frozenset({"attack", "clash", "threat"})
"""The event classes that an import takes for violent attacks; the others are left out and counted."""
ACTORS: Final = table(
    Code("state_forces", "state forces", "army, police, services of the state where it happens"),
    Code("foreign_forces", "foreign forces", "armed forces of another state"),
    Code("peacekeepers", "peacekeepers", "an international mission with arms"),
    Code("rebel_group", "rebel group", "an organised group that fights the state"),
    Code("militia", "militia", "an armed group with a political aim short of that"),
    Code("communal_militia", "communal militia", "an armed group of one people, clan, faith or village"),
    Code("criminal_group", "criminal group", "an armed group out for gain"),
    Code("lone_attacker", "lone attacker", "somebody alone"),
    Code("crowd", "crowd", "rioters, a mob"),
    Code("protesters", "protesters", "people who demonstrate or strike"),
    Code("civilians", "civilians", "people without arms"),
    Code("government", "government", "the civil side of a state: ministries, parliament, courts"),
    Code("party", "party", "a political party, movement or opposition"),
    Code("business", "business", "companies"),
    Code("media", "media", "journalists and their outlets"),
    Code("aid", "aid", "humanitarian and development organisations"),
    Code("organisation", "organisation", "bodies of several states"),
    Code("unknown", "unknown", "nobody knows, or nobody says"),
)
