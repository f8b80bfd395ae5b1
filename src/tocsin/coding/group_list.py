"""Armed groups of the world: names, other names, and the states where they are at home.

Public facts, written down for matching; a name here says nothing about any attack. Home states are ISO 3166-1
alpha-2 codes of where a group was founded or has its base, not of all the places where it ever struck.
"""
# ruff: noqa: E501 (one group a line reads as the table that it is)

from __future__ import annotations

from typing import Final

from tocsin.coding.tokens import listed

# name | other names, comma between (capitals only: matched as written) | home states
_TABLE: Final = """
Islamic State | Islamic State group, IS, ISIS, ISIL, Daesh, Da'esh, Islamic State of Iraq and the Levant, Islamic State in Iraq and the Levant, Islamic State of Iraq and Syria, Islamic State in Iraq and Syria, Islamic State of Iraq, self-styled Islamic State, so-called Islamic State, IS group | IQ SY
Islamic State Khorasan | Islamic State Khorasan Province, Islamic State in Khorasan, ISKP, ISIS-K, IS-K, IS-Khorasan, Khorasan Province, Islamic State in Afghanistan | AF PK
Islamic State West Africa Province | Islamic State in West Africa, Islamic State West Africa, ISWAP | NG NE TD CM
Islamic State in the Greater Sahara | Islamic State Sahel Province, Islamic State in the Sahel, ISGS | ML NE BF
Islamic State Sinai Province | Sinai Province, Wilayat Sinai, Province of Sinai, Ansar Beit al-Maqdis, Ansar Bayt al-Maqdis | EG
Islamic State Central Africa Province | Islamic State in Central Africa, ISCAP | CD MZ
Islamic State Caucasus Province | Caucasus Province | RU
Islamic State in Libya | Islamic State Libya, IS in Libya | LY
Islamic State in Yemen | Islamic State Yemen | YE
al-Qaeda | al-Qaida, al Qaeda, al Qaida, Al Kaida, Qaeda, al-Qa'ida | AF PK
al-Qaeda in the Arabian Peninsula | AQAP, Al-Qaeda in Arabian Peninsula, Ansar al-Sharia in Yemen | YE SA
al-Qaeda in the Islamic Maghreb | AQIM, al-Qaida in the Islamic Maghreb, Al-Qaeda in Islamic Maghreb, Salafist Group for Preaching and Combat, GSPC | DZ ML
al-Qaeda in Iraq | AQI, al-Qaida in Iraq | IQ
al-Qaeda in the Indian Subcontinent | AQIS | IN PK BD
al-Nusra Front | Nusra Front, Jabhat al-Nusra, Jabhat Fateh al-Sham, Jabhat an-Nusra | SY
Hayat Tahrir al-Sham | Tahrir al-Sham, HTS | SY
Ahrar al-Sham | Ahrar ash-Sham | SY
Jaysh al-Islam | Jaish al-Islam, Army of Islam | SY
Boko Haram | Jama'atu Ahlis Sunna Lidda'awati wal-Jihad, Jama'atu Ahlus-Sunnah Lidda'Awati Wal Jihad, JAS, Bokoharam | NG
Ansaru | Jama'atu Ansarul Muslimina fi Biladis Sudan | NG
Lakurawa | | NG
Niger Delta Avengers | | NG
Movement for the Emancipation of the Niger Delta | MEND | NG
Indigenous People of Biafra | IPOB | NG
Eastern Security Network | | NG
al-Shabaab | al-Shabab, al Shabaab, al Shabab, Shabaab, Shebab, al-Shebab, Harakat al-Shabaab al-Mujahideen | SO
Ansar al-Sunna Mozambique | Ahlu Sunna Wal Jamaa, Ansar al-Sunna | MZ
Allied Democratic Forces | ADF | CD UG
Lord's Resistance Army | LRA, Lords Resistance Army | UG
M23 | March 23 Movement, M23 Movement | CD
CODECO | Cooperative for the Development of Congo | CD
Mai-Mai | Mayi-Mayi, Mai Mai | CD
Democratic Forces for the Liberation of Rwanda | FDLR | CD RW
National Forces of Liberation | FNL | BI
Coalition of Patriots for Change | CPC | CF
Return, Reclamation and Rehabilitation | 3R rebels | CF
Nduma Defence of Congo | Nduma Defense of Congo, NDC-R | CD
Raia Mutomboki | | CD
Nyatura | | CD
Twirwaneho | | CD
Patriotic Resistance Force of Ituri | FRPI, Front for Patriotic Resistance of Ituri | CD
Zaire militia | | CD
RED-Tabara | Red Tabara | BI
Seleka | Séléka, ex-Seleka | CF
anti-Balaka | anti-balaka militia | CF
Union for Peace in the Central African Republic | UPC | CF
Ambazonia Defence Forces | Ambazonian Defence Forces, Ambazonia Defense Forces, Amba Boys | CM
Jama'at Nusrat al-Islam wal-Muslimin | JNIM, Group for the Support of Islam and Muslims, Support Group for Islam and Muslims, Nusrat al-Islam, Jamaat Nusrat al-Islam wal Muslimin, GSIM | ML BF NE
Ansar Dine | Ansar Eddine, Ansar al-Dine | ML
al-Mourabitoun | al-Murabitoun, al-Mulathameen, Signed-in-Blood Battalion | ML DZ
Movement for Oneness and Jihad in West Africa | MUJAO | ML
Macina Liberation Front | Katiba Macina, Macina Battalion | ML
Ansaroul Islam | Ansarul Islam | BF
National Movement for the Liberation of Azawad | MNLA | ML
Armed Islamic Group | GIA | DZ
Islamic Salvation Army | | DZ
Ansar al-Sharia | Ansar al-Shariah | LY TN
Okba Ibn Nafaa | Okba ibn Nafaa Brigade, Uqba bin Nafi | TN
Hasm | Hasm Movement | EG
al-Gama'a al-Islamiyya | Gama'a al-Islamiyya, Gamaa Islamiya, Jamaa Islamiya | EG
Egyptian Islamic Jihad | | EG
Polisario Front | POLISARIO | EH
Justice and Equality Movement | JEM | SD
Sudan Liberation Movement | Sudan Liberation Army, SLA | SD
Janjaweed | | SD
Rapid Support Forces | RSF | SD
Oromo Liberation Army | OLA, OLF-Shene, Oromo Liberation Front | ET
Ogaden National Liberation Front | ONLF | ET
Tigray People's Liberation Front | TPLF | ET
Fano | Fano militia | ET
Sudan People's Liberation Army-in-Opposition | SPLA-IO | SS
National Salvation Front | NAS rebels | SS
Hizbul Islam | | SO
UNITA | National Union for the Total Independence of Angola | AO
RENAMO | Mozambican National Resistance | MZ
Revolutionary United Front | | SL
Taliban | Taleban, Afghan Taliban, Islamic Emirate of Afghanistan, the Taliban | AF
National Resistance Front | National Resistance Front of Afghanistan | AF
Afghanistan Freedom Front | | AF
Haqqani network | Haqqani group | AF PK
Hezb-e-Islami | Hizb-i-Islami, Hezb-i-Islami, Hizb-e-Islami | AF
Tehrik-i-Taliban Pakistan | Pakistani Taliban, Pakistan Taliban, TTP, Tehreek-e-Taliban Pakistan, Tehrik-e-Taliban Pakistan, Tehreek-e-Taliban, Tehreek-i-Taliban | PK
Jamaat-ul-Ahrar | Jamaat ul-Ahrar, Jamaatul Ahrar, Jamaat-ur-Ahrar, Jamat-ul-Ahrar, Jamaat-ul Ahrar, Jamaat ul Ahrar | PK
Lashkar-e-Jhangvi | Lashkar-i-Jhangvi, Lashkar e Jhangvi, Lashkar-e-Jhangvi al-Alami, LeJ | PK
Sipah-e-Sahaba | Sipah-i-Sahaba | PK
Lashkar-e-Taiba | Lashkar-e-Toiba, Lashkar-e-Tayyiba, Lashkar-i-Taiba, LeT, Lashkar-e-Tayyaba | PK
Jaish-e-Mohammed | Jaish-e-Mohammad, Jaish-e-Muhammad, Jaish-i-Mohammed, JeM | PK
Hizbul Mujahideen | Hizb-ul-Mujahideen, Hizbul Mujahedeen, Hizb ul-Mujahideen | IN PK
The Resistance Front | Kashmir Resistance | IN
Harkat-ul-Mujahideen | Harkat ul-Mujahideen | PK
Lashkar-e-Islam | Lashkar-i-Islam | PK
Balochistan Liberation Army | Baloch Liberation Army, BLA, Baluchistan Liberation Army, Majeed Brigade | PK
Balochistan Liberation Front | BLF, Baloch Liberation Front, Baluchistan Liberation Front | PK
Baloch Republican Army | BRA | PK
United Baloch Army | UBA | PK
Baloch Raji Ajoi Sangar | BRAS | PK
Sindhudesh Revolutionary Army | SRA | PK
Sindhudesh Liberation Army | SDLA | PK
Hizb-ul-Ahrar | Hizbul Ahrar | PK
Hafiz Gul Bahadur group | Gul Bahadur group | PK
Tehreek-e-Jihad Pakistan | Tehreek-i-Jihad Pakistan, TJP | PK
Islamic State Pakistan Province | ISPP | PK
Baloch Republican Guards | Baloch Nationalist Army | PK
Ahrar-ul-Hind | Ahrar ul-Hind | PK
Jundallah | Jundullah, Jondollah | IR PK
Jaish al-Adl | Jaysh al-Adl, Jeish al-Adl, Jaish ul-Adl | IR
Mujahedin-e-Khalq | People's Mujahedin of Iran, MEK, Mojahedin-e Khalq | IR
Party for Free Life in Kurdistan | PJAK | IR
Ahvaz National Resistance | Arab Struggle Movement for the Liberation of Ahvaz | IR
Communist Party of India (Maoist) | Naxalites, Naxals, Naxalite, Indian Maoists, CPI-Maoist, CPI (Maoist), Communist Party of India-Maoist, Maoist rebels, People's War Group | IN
United Liberation Front of Assam | ULFA, United Liberation Front of Asom | IN
National Democratic Front of Bodoland | NDFB, Bodo militants | IN
National Socialist Council of Nagaland | NSCN, NSCN-K, NSCN-IM, NSCN (K), National Socialist Council of Nagalim | IN
National Liberation Front of Tripura | NLFT | IN
All Tripura Tiger Force | ATTF | IN
People's Liberation Army of Manipur | United National Liberation Front, PREPAK | IN
Indian Mujahideen | | IN
Students' Islamic Movement of India | SIMI | IN
Babbar Khalsa | Babbar Khalsa International, Khalistan Commando Force, Khalistan Liberation Force | IN
Jamaat-ul-Mujahideen Bangladesh | JMB, Neo-JMB, Jamaat-ul-Mujahideen, Jamaatul Mujahideen Bangladesh, Jama'atul Mujahideen Bangladesh, Jamayetul Mujahideen Bangladesh, Jamatul Mujahedin Bangladesh, Jumatul Mujahedin Bangladesh | BD
Ansarullah Bangla Team | Ansar al-Islam, Ansar-al-Islam, Ansarullah Bangla | BD
Harkat-ul-Jihad al-Islami | Harkat-ul-Jihad-al-Islami, HuJI, Harkatul Jihad | BD PK
Liberation Tigers of Tamil Eelam | Tamil Tigers, LTTE, Tamil Tiger | LK
National Thowheeth Jama'ath | National Thowheeth Jamaath, National Thowheed Jamath, National Tawheed Jamaat, National Thawheed Jamaat, NTJ | LK
Communist Party of Nepal (Maoist) | Nepalese Maoists, Nepali Maoists | NP
Arakan Rohingya Salvation Army | ARSA, Harakah al-Yaqin | MM
Arakan Army | | MM
Kachin Independence Army | KIA | MM
People's Defence Force | People's Defense Force | MM
Karen National Liberation Army | KNLA, Karen National Union | MM
Ta'ang National Liberation Army | TNLA | MM
Barisan Revolusi Nasional | BRN | TH
Patani United Liberation Organisation | PULO | TH
Runda Kumpulan Kecil | RKK | TH
Abu Sayyaf | Abu Sayaf, Abu Sayyaf Group, ASG | PH
Moro Islamic Liberation Front | MILF | PH
Moro National Liberation Front | MNLF | PH
Bangsamoro Islamic Freedom Fighters | BIFF | PH
Maute group | Maute, Dawlah Islamiya | PH
New People's Army | NPA, Communist Party of the Philippines | PH
Ansar Khalifa Philippines | Ansar al-Khilafah Philippines | PH
Jemaah Islamiyah | Jemaah Islamiah, Jamaah Islamiyah, Jemaah Islamiya | ID
Jamaah Ansharut Daulah | Jemaah Ansharut Daulah, JAD, Jamaah Ansarut Daulah | ID
East Indonesia Mujahideen | Mujahidin Indonesia Timur, East Indonesia Mujahidin, MIT militants | ID
Free Papua Movement | West Papua National Liberation Army, TPNPB, Organisasi Papua Merdeka | ID
Free Aceh Movement | | ID
East Turkestan Islamic Movement | ETIM, Turkistan Islamic Party, Turkestan Islamic Party | CN
Islamic Movement of Uzbekistan | IMU | UZ
Islamic Jihad Union | | UZ
Jund al-Khilafah | Soldiers of the Caliphate, Jund al-Khalifa | KZ
Hizb ut-Tahrir | |
Aum Shinrikyo | Aum Supreme Truth | JP
Japanese Red Army | | JP
Caucasus Emirate | Imarat Kavkaz, Riyad-us Saliheen, Chechen rebels, Chechen separatists | RU
Imam Shamil Battalion | | RU
Donetsk People's Republic | | UA
Luhansk People's Republic | | UA
Kurdistan Workers' Party | PKK, Kurdistan Workers Party, Kurdish Workers' Party, Kurdistan Worker's Party, HPG, People's Defence Forces | TR IQ
Katibah GR | Katibah Gonggong Rebus, Katibah Gigih Rahmat | ID
Kurdistan Freedom Falcons | Kurdistan Freedom Hawks, TAK, Teyrenbazen Azadiya Kurdistan | TR
Revolutionary People's Liberation Party-Front | DHKP-C, DHKP/C, Revolutionary People's Liberation Party/Front, Revolutionary People's Liberation Front, Dev Sol, Devrimci Sol | TR
Great Eastern Islamic Raiders' Front | IBDA-C | TR
Turkish Hezbollah | Kurdish Hezbollah | TR
People's Protection Units | YPG | SY
Hamas | Islamic Resistance Movement, Izz al-Din al-Qassam Brigades, Izz ad-Din al-Qassam Brigades, al-Qassam Brigades, Qassam Brigades | PS
Palestinian Islamic Jihad | Islamic Jihad, Al-Quds Brigades | PS
Popular Front for the Liberation of Palestine | PFLP | PS
Democratic Front for the Liberation of Palestine | DFLP | PS
al-Aqsa Martyrs' Brigades | al-Aqsa Martyrs Brigade, Al-Aqsa Martyrs Brigades, Al-Aqsa Martyrs' Brigade, Aqsa Martyrs Brigades | PS
Popular Resistance Committees | | PS
Abu Nidal Organization | Abu Nidal, Abu Nidal group, Fatah Revolutionary Council, Black September | PS
Army of Islam (Gaza) | | PS
Kahane Chai | Kach | IL
Hezbollah | Hizbollah, Hizballah, Hizbullah | LB
Abdullah Azzam Brigades | Abdallah Azzam Brigades | LB
Fatah al-Islam | | LB
Houthi movement | Houthis, Houthi, Huthis, Ansar Allah, Ansarullah, Houthi rebels, Huthi | YE
Southern Transitional Council | | YE
Islamic Resistance in Iraq | | IQ
Kataib Hezbollah | Kata'ib Hezbollah, Hezbollah Brigades | IQ
Asaib Ahl al-Haq | League of the Righteous | IQ
Mahdi Army | Promised Day Brigade | IQ
Naqshbandi Army | JRTN | IQ
Ansar al-Islam (Iraq) | Ansar al-Sunnah, Islamic Army in Iraq | IQ
Saraya al-Ashtar | al-Ashtar Brigades | BH
Irish Republican Army | IRA, Provisional IRA, Provisional Irish Republican Army | GB IE
Real IRA | Real Irish Republican Army | GB IE
New IRA | New Irish Republican Army | GB IE
Continuity IRA | Continuity Irish Republican Army | GB IE
Óglaigh na hÉireann | | GB IE
Ulster Volunteer Force | UVF | GB
Ulster Defence Association | UDA, Ulster Freedom Fighters, UFF | GB
Loyalist Volunteer Force | LVF | GB
Irish National Liberation Army | INLA | GB IE
ETA | Basque Fatherland and Liberty, Basque Homeland and Freedom, Euskadi Ta Askatasuna, Basque separatists | ES FR
GRAPO | First of October Antifascist Resistance Group | ES
Corsican National Liberation Front | FLNC, National Liberation Front of Corsica | FR
Action Directe | | FR
Red Army Faction | Baader-Meinhof, Baader-Meinhof Gang | DE
Revolutionary Cells | | DE
National Socialist Underground | NSU | DE
Red Brigades | Brigate Rosse | IT
Ordine Nuovo | New Order | IT
Informal Anarchist Federation | | IT
Revolutionary Organization 17 November | November 17, 17 November group, November 17 group | GR
Revolutionary Struggle | | GR
Conspiracy of Fire Nuclei | Conspiracy of Cells of Fire, Conspiracy of Fire Cells, Conspiracy of the Cells of Fire | GR
Group of Popular Fighters | Popular Fighters Group | GR
Sect of Revolutionaries | Revolutionary Sect | GR
National Action | | GB
Nordic Resistance Movement | | SE
Atomwaffen Division | | US
Sonnenkrieg Division | | GB
The Base | | US
Feuerkrieg Division | | EE
Combat 18 | Blood and Honour | GB DE
Kosovo Liberation Army | KLA | XK
National Liberation Army (Macedonia) | | MK
Armenian Secret Army for the Liberation of Armenia | ASALA | LB
Ku Klux Klan | KKK | US
Army of God | | US
Animal Liberation Front | | GB US
Earth Liberation Front | | GB US
Weather Underground | | US
Symbionese Liberation Army | | US
Black Liberation Army | | US
FALN | Armed Forces of National Liberation, Macheteros | PR
Front de libération du Québec | FLQ | CA
Omega 7 | Alpha 66 | US
Revolutionary Armed Forces of Colombia | FARC, FARC dissidents, FARC-EP, Revolutionary Armed Forces of Colombia-People's Army | CO
National Liberation Army | ELN, Army of National Liberation, Camilist Union | CO
M-19 | 19 April Movement, April 19 Movement | CO
Popular Liberation Army | EPL | CO
United Self-Defense Forces of Colombia | AUC, United Self-Defence Forces of Colombia, Death to Kidnappers, MAS | CO
Segunda Marquetalia | Second Marquetalia | CO
Los Pelusos | | CO
Los Choneros | Choneros | EC
Los Lobos | | EC
Tren de Aragua | | VE
Gulf Clan | Clan del Golfo, Urabeños, Gaitanista Self-Defense Forces, Gaitanistas, AGC | CO
Medellin Cartel | Medellín Cartel, The Extraditables, Extraditables | CO
Cali Cartel | | CO
Simon Bolivar Guerrilla Coordinating Board | Simón Bolívar Guerrilla Coordinator, CNG | CO
Ricardo Franco Front | Quintin Lame | CO
Shining Path | Sendero Luminoso, Communist Party of Peru | PE
Túpac Amaru Revolutionary Movement | Tupac Amaru Revolutionary Movement, MRTA | PE
Farabundo Martí National Liberation Front | Farabundo Marti National Liberation Front, FMLN | SV
Guatemalan National Revolutionary Unity | URNG, Guerrilla Army of the Poor | GT
Nicaraguan Contras | Contras, Nicaraguan Resistance | NI
Manuel Rodríguez Patriotic Front | Manuel Rodriguez Patriotic Front, FPMR | CL
Movement of the Revolutionary Left | Lautaro Youth Movement, Lautaro Front | CL
Coordinadora Arauco-Malleco | Mapuche militants, Weichan Auka Mapu | CL
Montoneros | People's Revolutionary Army | AR
Paraguayan People's Army | EPP | PY
Zarate Willka Armed Forces of Liberation | Zarate Willka | BO
Túpac Katari Guerrilla Army | Tupac Katari Guerrilla Army, EGTK | BO
Alfaro Vive Carajo | Alfaro Lives, Damn It | EC
Cinchoneros Popular Liberation Movement | Cinchoneros, Morazanist Front, Morazanist Patriotic Front | HN
Zapatista Army of National Liberation | EZLN, Zapatistas | MX
Popular Revolutionary Army | EPR | MX
First Capital Command | PCC | BR
Red Command | Comando Vermelho | BR
Jalisco New Generation Cartel | CJNG | MX
Sinaloa Cartel | | MX
Los Zetas | | MX
Mara Salvatrucha | MS-13 | SV
Barrio 18 | 18th Street gang | SV
G9 | | HT
Viv Ansanm | | HT
400 Mawozo | | HT
Abu Hafs al-Masri Brigades | |
"""

BRANCHES: Final = {
    "Islamic State": listed("AF PK EG LY YE NG NE TD ML BF CD MZ SO PH BD RU SA DZ TN"),
    "al-Qaeda": listed("YE SA DZ ML IQ SY SO IN BD"),
}
"""States where a group has a branch of its own, so that its bare name says neither at home nor abroad."""


def _rows() -> list[tuple[str, list[str], tuple[str, ...]]]:
    rows = []
    for line in _TABLE.strip().splitlines():
        name, aliases, homes = (cell.strip() for cell in line.split("|"))
        others = [alias.strip() for alias in aliases.split(",") if alias.strip()]
        rows.append((name, others, tuple(homes.split())))
    return rows


GROUPS: Final = _rows()
"""Canonical name, other names and home states of each group."""
HOME: Final[dict[str, tuple[str, ...]]] = {name: homes for name, _, homes in GROUPS}
"""Canonical name of a group to the ISO 3166-1 alpha-2 codes of the states where it is at home."""
