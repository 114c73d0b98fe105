import type { Words } from "./word-classes.ts";

/** English, as written on both sides of the Atlantic. */
export const en: Words = {
  phone: `tel tele phone* telephone* ph mob mobile* cell cellphone* cellular landline* hotline* helpline* switchboard tollfree toll freephone
    freefone voicemail sms text texts txt tty tdd whatsapp direct ddi did line contact* enquir* emergenc* office home reception callback
    reach* helpdesk support pager reservations bookings
    driver* plumber* electrician* caretaker* janitor* warden* taxi* dentist* contractor* handyman daytime evening* evgs weekday*
    vm`,
  fax: "fx fax facsimile faxes",
  call: `call calls calling called caller callee ring rang dial dials dialling dialing phone phoning reach text speak hmu dialed dialled`,
  internal: "ext extn extension extensions internal",
  number: "number numbers no nos num nr",
  id: `password* passcode* pwd model* duplicate code codes id ids identifi* acct ref refs reference* version serial* vat ein ssn itin nin nino utr sin gst hst pst iban bic swift
    isbn issn ean upc gtin asin sku doi imei imsi iccid mac uuid guid hash sha md5 commit build revision rev policy case* docket
    tracking track* consignment waybill awb po bol lot batch part item* sort routing aba
    visa mastercard amex cvv plate vin chassis registered powerball jackpot
    draw winning lat lon latitude longitude coordinates gps grid eori duns cage siret pin puk tan reg
    receipt* lcd isrc barcode npi dea mrn mpan mprn isin cusip crn bn ubi
    total subtotal amount* balance sum usd gbp cad eur timestamp epoch unix port pid seed
    urn frn uei nmls lic ndc nsn pmid orcid pnr itinerar* phn ohip usdot mawb hawb scac ifsc abn acn
    lockbox username* userid`,
  matter: `registration lottery patent* medicare medicaid dvla ofsted fca container charity certificat* confirmation redemption`,
  thing: `spare* file files account* order* invoice* claim* card* parcel* shipment* licence* license* payment* transaction* check* cheque* passport* permit* meter* parts model* flight train revenue budget fee* price* cost* customer* client* member* patient* student* employee* staff product* catalog* quote* contract* project* request* incident* job
    date* year* population people votes voters score* result* zip postcode qty quantity size weight
    lines records company* user* voucher* coupon* ticket*`,
  filler: `at on or and the a an is are our your my me us to of for in by via his her their its please just now only free via with between
    from also either always simply this that these following toll local main new old direct mon fri am pm uk us usa int intl
    current other second temporary personal private alternate alternative alt correct updated changed still it s re so has have got get yes
    here as`,
};
