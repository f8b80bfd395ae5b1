"""Short texts of our own for the gate's tests; none of them is among the texts that it was trained on."""

from __future__ import annotations

from typing import Final

ITEMS: Final = (
    "Eight people were killed and more than thirty wounded on Wednesday when a bomb hidden in a fruit "
    "cart exploded in the old bazaar of Parachinar, a district official said. The injured were taken to "
    "two hospitals.",
    "Gunmen on two motorcycles shot dead a trade union leader outside his house in Barrancabermeja on "
    "Friday evening. His wife was hurt in the leg. Police said that he had received threats since "
    "August.",
    "A man who drove his van into people at a tram stop in Graz was overpowered by passers-by on "
    "Saturday. Two women died at the scene. The interior minister spoke of an attack.",
    "Rebels of the Lord's army raided a village near Dungu overnight, burned a dozen huts and took away "
    "sixteen people, most of them children, to carry what they had looted, the parish priest said by "
    "telephone.",
    "Two policemen were wounded on Tuesday when a grenade was thrown at their station in Pattani. Nails "
    "were strewn on the road to hold up those who gave chase, and nobody has been caught.",
    "The editor of a weekly in Tegucigalpa was abducted by four hooded men as he left a restaurant on "
    "Sunday. Colleagues said that his car was found on the road to Danli with its doors open.",
    "Unknown persons poured petrol over the door of a mosque in Gavle and set it on fire on Monday "
    "night. The caretaker put it out with a hose. The police are treating it as arson with a racist "
    "motive.",
    "Guards at an oil terminal near Basra shot down two drones before they reached the tanks, the "
    "ministry said. A third fell into the sea. A militia that calls itself the Knights claimed to have "
    "launched them.",
    "Security forces in Mombasa arrested three men on Thursday and found four kilos of explosives in a "
    "guest house. They had planned to strike a shopping centre on the holiday, prosecutors told a "
    "court.",
    "A student of nineteen opened fire in the canteen of a college in Izmir on Monday, killing a "
    "lecturer and two classmates. He was shot by a guard and is in hospital under police watch.",
    "A roadside bomb hit a bus that was carrying civil servants to work in Kabul on Sunday. The driver "
    "and a typist were killed. The Taliban said that it had nothing to do with the blast.",
    "Herders armed with rifles attacked the village of Gwon in Plateau state before dawn; the district "
    "head counted eleven bodies. Police put the number of dead at four and sent a unit to the area.",
    "Two letter bombs were intercepted at the central post office in Athens on Wednesday. They were "
    "addressed to a bank and to a former justice minister. Specialists destroyed both by controlled "
    "explosions.",
    "Nine fishermen were seized by armed men off Sabah on Thursday and taken away in a speedboat "
    "towards the Sulu islands, the coastguard said. Three others hid in the ice hold and raised the "
    "alarm.",
    "Police in Valparaiso are looking for a woman who threw acid in the face of a senator at a book "
    "signing. He may lose an eye. A leaflet left on the floor was signed by an unknown group.",
    "Insurgents fired mortars at the town hall of Sloviansk while councillors were meeting on Friday. "
    "One of them, a dentist, died; the mayor and a reporter were hit by splinters.",
    "An explosion on the railway between Imphal and Jiribam on Tuesday left a crater of two metres and "
    "stopped traffic for a day. An outlawed outfit, in a statement, owned up to having planted the "
    "device.",
    "Attackers beheaded two woodcutters near Macomia, villagers told the radio on Sunday. They had come "
    "across a column of some thirty men with machetes who asked them the way to the coast.",
    "A prison officer found a pipe bomb beneath his car in Larne on Monday morning when he checked it "
    "before driving to work. Forty families spent the day in a school hall while the army made it safe.",
    "The death toll from Saturday's assault on a hotel in Kismayo has risen to 26, the regional "
    "president said. Among the dead is a candidate. The siege ended when troops killed the last gunman.",
)
"""Reports of attacks of two or three sentences."""

SENTENCES: Final = (
    "Three soldiers were killed when a bomb went off under their truck near Tillaberi on Sunday, the "
    "army said.",
    "A man with a kitchen knife wounded four shoppers in a supermarket in Malmo before guards "
    "overpowered him.",
    "Suspected Maoists shot dead a village head in Bastar district late on Monday night, police said. A "
    "leaflet found beside the body called him an informer.",
    "Militants abducted nine road workers from a camp in Zamfara. No group has said that it took them.",
    "SULU - A grenade was lobbed at the parish hall of Jolo during a baptism. Two women were hurt.",
    "unknown gunmen opened fire on the car of a judge in hyderabad. the judge escaped unhurt but his "
    "driver died.",
    "A lorry ploughed into a crowd at the Christmas market in Ghent. Prosecutors said that it was no "
    "accident.",
    "The offices of the weekly Faro in Trujillo were set on fire at dawn. Two hooded men had poured "
    "petrol under the door, the caretaker told police.",
    "A suicide bomber blew himself up at the gate of the police academy in Sanaa, killing at least "
    "twenty recruits.",
    "Rockets fell on the airport of Erbil on Thursday evening. Nobody was injured and no one claimed "
    "the attack.",
    "Police in Lille said they had foiled a plot to attack a synagogue and seized explosives in a garage.",
    "A parcel bomb exploded in the hands of a secretary at the tax office of Patras; she lost two fingers.",
    "Masked men dragged a reporter from his home in Chiapas on Friday. His body was found the next day "
    "with signs of torture.",
    "A drone laden with explosives crashed into an oil depot at Jizan, the coalition said. The Houthis "
    "said that they had sent it.",
    "Pirates boarded a tanker off Bonny Island and took six of her crew hostage, her owner said.",
    "An off-duty constable was stabbed to death outside a mosque in Jammu. Two youths on a scooter got away.",
    "Separatists derailed a goods train near Sibi by blowing up the track, railway officials said. No "
    "one was hurt.",
    "Eleven worshippers were shot in a temple in Amritsar province by a man who shouted slogans and "
    "then fled.",
    "Cattle herders raided two farming villages in Benue at night and killed at least 17 people, a "
    "councillor said.",
    "A passenger who said that he had a bomb forced the pilot of a flight to Tunis to land in Malta.",
    "MOGADISHU, SOMALIA -- A CAR BOMB KILLED FIVE PEOPLE OUTSIDE A HOTEL NEAR THE PARLIAMENT ON "
    "SATURDAY. AL SHABAAB SAID IT WAS BEHIND THE BLAST.",
    "GUERRILLAS DYNAMITED FOUR PYLONS NEAR HUANCAYO LAST NIGHT AND LEFT THE CITY IN DARKNESS.",
    "THE MAYOR OF A TOWN IN THE SOUTH WAS MURDERED BY TWO MEN ON A MOTORCYCLE WHEN HE LEFT CHURCH.",
    "Arsonists set a hostel for refugees alight in Rostock; a child is in hospital with smoke poisoning.",
    "A gunman killed six people at a primary school in Ohio on Tuesday and then turned the weapon on "
    "himself.",
    "Two nurses died when a clinic was shelled in Idlib, the charity that runs it said.",
    "The district court in Quetta was evacuated after lawyers came under fire from a rooftop; three "
    "were killed.",
    "Letters with white powder and threats were sent to five consulates in Melbourne. The powder was flour.",
    "Armed men stormed a prison in Beni and freed some 900 inmates. Two guards were killed.",
    "A landmine killed a shepherd and his two sons near Kidal; the army accused jihadists of having laid it.",
    "The Friday bombing of a cafe in Tel Aviv has claimed a fourth life: a student of 22 died of her wounds.",
    "A group calling itself the Dawn Brigade said on Monday that it had shot the banker whose body was "
    "found in a canal in Verona.",
    "A homemade device was found beneath the car of a prosecutor in Bari and made safe by the disposal "
    "squad.",
    "Attackers with machetes hacked a blogger to death in front of a book shop in Dhaka.",
    "At least thirty people were hurt when tear gas canisters were thrown into a train in Osaka by a "
    "man in a clown mask.",
    "Insurgents overran an army post at Damasak before dawn, and a dozen troops are missing, a local "
    "chief said.",
    "A bus driver was burned to death in Guatemala City when gang members who demand protection money "
    "threw a petrol bomb into his bus.",
    "Shots were fired at the home of the education minister in Pristina. Windows were broken; nobody "
    "was inside.",
    "Kidnappers in Port-au-Prince have freed four missionaries whom they seized in October, the mission "
    "said.",
    "Vandals blew up the statue and part of the museum with stolen dynamite, and the Sword of Purity "
    "said that it would strike again.",
)
"""Reports of attacks of a sentence or two, as short as a headline with its first line."""

ORDINARY: Final = (
    "The striker fired in a late shot to sink the visitors, who had been under siege for most of the "
    "second half.",
    "Shares in the chip maker exploded on Friday after it smashed its profit target for the third "
    "quarter in a row.",
    "The band's new album bombed in America but went straight to number two in the charts at home.",
    "Parliament will vote on the pensions bill on Thursday. The finance minister said that he would "
    "resign if it failed.",
    "The hospital has asked visitors to stay away because of an outbreak of norovirus on two of its wards.",
    "Council tax in the borough will go up by four per cent in April to pay for social care.",
    "Heavy snow closed the pass for two days. The road authority used blasting to bring down avalanches.",
    "The actor, 61, who played a hit man in three films, collected a lifetime award in Venice last night.",
    "The phone maker will launch a cheaper handset in India in a bid to hold off Chinese rivals.",
    "Fans queued from dawn for the new game, in which players defend a castle against waves of robots.",
    "The opposition leader attacked the government's record on housing at his party's spring conference.",
    "A prop forward has been banned for three weeks for a dangerous tackle in Saturday's match.",
    "Wheat prices fell after rain in Kansas and a larger harvest in the Ukraine than traders had expected.",
    "Engineers hope to reopen the bridge by June. A lorry damaged two of its beams last winter.",
    "The school orchestra will play at the town hall on Sunday; tickets cost three pounds.",
    "A rare orchid has flowered at the botanic garden for the first time in eleven years.",
    "The central bank left its main rate unchanged and said that inflation should fall by the autumn.",
    "The president flew to Tokyo for talks on trade, fisheries and a tunnel under the strait.",
    "Archaeologists have found a Roman kitchen beneath a car park in Lincoln.",
    "The champion served twelve aces and won in straight sets to reach the last eight in Melbourne.",
)
"""Ordinary news as short."""
