/** The numbers of the emergency services beside 112, which mobile networks everywhere take (3GPP TS 22.101 section 10.1). */
const services: Readonly<Record<string, string>> = {
  AR: "911 100 101 107",
  AT: "122 133 144",
  AU: "000 106",
  BE: "100 101",
  BG: "150 160 166",
  BR: "190 192 193",
  CA: "911",
  CH: "117 118 144 1414",
  CL: "131 132 133",
  CN: "110 119 120 122",
  CZ: "150 155 158",
  DE: "110",
  DZ: "14 17 1548",
  ES: "061 062 080 085 091 092",
  FR: "15 17 18 114 115 119 191 196 197",
  GB: "999",
  GR: "100 166 199",
  HK: "999",
  HU: "104 105 107",
  IE: "999",
  IL: "100 101 102",
  IN: "100 101 102 108",
  IT: "113 115 118",
  JP: "110 118 119",
  KR: "119",
  LI: "117 118 144",
  LU: "113",
  MA: "15 19 177 190",
  MC: "15 17 18",
  MX: "911",
  NO: "110 113",
  NZ: "111",
  PL: "997 998 999",
  RU: "101 102 103 104",
  SG: "995 999",
  SK: "150 155 158",
  SN: "17 18 1515",
  TN: "190 197 198",
  TR: "155 156",
  UA: "101 102 103 104",
  US: "911",
  ZA: "10111 10177",
};

/** The countries whose services are those of another. */
const alike: Readonly<Record<string, string>> = {
  GF: "FR",
  GG: "GB",
  GP: "FR",
  IM: "GB",
  JE: "GB",
  MQ: "FR",
  PR: "US",
  RE: "FR",
  YT: "FR",
};

/** Is this number, as it is dialled, one of the emergency services in that country (ISO 3166)? */
export function isEmergency(number: string, country: string): boolean {
  const known = services[alike[country] ?? country] ?? "";
  return number === "112" || known.split(" ").includes(number);
}
