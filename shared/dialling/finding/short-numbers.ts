/** Short numbers that a country dials: emergency, service and directory numbers. */
const shortOf: Readonly<Record<string, RegExp>> = {
  FR: /^(?:1[578]|11[02-9]|19[16-7]|3\d{3}|10\d{2}|118\d{3}|116\d{3})$/u,
  DE: /^(?:110|112|115|118\d{2}|116\d{3}|19[24]\d{2}|22833)$/u,
  GB: /^(?:999|112|101|105|111|119|123|159|18000|18001|116\d{3}|118\d{3})$/u,
  US: /^(?:[2-9]11|988|933)$/u,
  CA: /^(?:[2-9]11|988)$/u,
  CH: /^(?:11[2784]|14[0347]|145|14\d{2}|16[1-4]|18\d{2}|187|116\d{3})$/u,
  BE: /^(?:1[01]0|10[1-9]|112|1[23478]\d{2}|116\d{3})$/u,
  ES: /^(?:112|0[0-9]{2}|1\d{3}|11\d{3}|116\d{3}|010|10\d{2})$/u,
  AT: /^(?:112|1[234]\d|1450|116\d{3}|118\d{2,3}|059133)$/u,
  NL: /^(?:112|113|144|116\d{3}|18\d{2}|1\d{3}|140\d{2,3}|0[89]00\d{4})$/u,
  IT: /^(?:11[2-8]|15\d{2}|119|19696|1[89]\d|116\d{3}|803\d{3})$/u,
};

/** Numbers that call for help, in one country or another. */
const emergencyNumber = /^(?:112|110|911|999|11[0135789]|10[15]|1[578]|133|144|122)$/u;

/** Is this a number that somebody calls for help? */
export const isEmergencyNumber = (digits: string): boolean => emergencyNumber.test(digits);

/** Numbers of Dutch municipalities, `14 020`: short at home, and numbers of the world too. */
const municipality = /^140\d{2,3}$/u;

/** What is dialled for a short number: itself, or its form for the world where it has one. */
export function dialledShort(digits: string, country: string): string {
  return country === "NL" && municipality.test(digits) ? `+31${digits}` : digits;
}

/** Is this dialled as it is, everywhere in the country? In a country that we do not know, only the emergency numbers of the world are. */
export function isShortNumber(digits: string, country: string): boolean {
  return (shortOf[country] ?? /^(?:112|911|999)$/u).test(digits);
}
