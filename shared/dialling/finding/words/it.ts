import type { Words } from "./word-classes.ts";

/** Italian. */
export const it: Words = {
  phone: `tel telefo* cell cellulare* mobile fisso linea verde centralino recapit* contatt* reperibil* emergenz* pronto soccorso assistenza
    segreteria ufficio casa whatsapp sms utenza prenotazioni cup guardia guasti numeroverde
    cel portineri* custode* idraulic* elettricist* autist* uff abit taxi* numverde corriere* urgenz*`,
  fax: "fax telefax",
  call: `chiama* chiamare chiamate chiamata chiamando telefona* contattare contattate contattarci contattaci contatti digita digitare richiama*
    compon* compor* digitate digitando digiti contatta contatto chiami chiamo chiamino richiamino`,
  internal: "interno int interni",
  number: "numero numeri n nr num no",
  id: `transazion* boll* modello password codice codici cod iva piva partita cf rea iban bic swift abi cab cin rif riferimento
    matricola* serie seriale lotto* lotti articol* art tracking pacco ddt isbn issn ean doi imei targa telaio
    sdi univoco pod pdr contatore* superenalotto estrazione jolly vincenti scontrino* ricevuta* prot
    importo totale imponibile saldo eur euro costo bonifico causale cig cro trn mandato* versione coordinate latitudine
    longitudine foglio particella mappale subalterno determina*
    ruolo rg fascicol* avviso iuv matr fatt ruota nosologic*`,
  matter: `catast* multa multe registro albo autorizzazion* delibera* decreto* verbal* cartell* biglietto* certificat* avvisi
    sentenz* ordinanz* protocollo* fiscale polizia tribut* anagrafe`,
  thing: `ricamb* ordine* ordini fattura* fatture pratica* polizza* contratto* bolletta* spedizione* tessera* carta* conto volo treno prezzo* tariff* client* utente* paziente* data anno abitanti pezzi quantita punti voti prodotto 
    preventivo* richiesta* segnalazione* abbonament*
    sinistr* iscrizion*`,
  filler: `al allo alla ai alle il lo la i gli le di del della dei delle un una in per da dal o e oppure nostro nostra vostro suo mio mia ci
    direttamente seguente gratuito gratuitamente attivo diretto anche solo subito unico
    nuovo nuova vecchio vecchia attuale altro altra secondo cambiato cambio corretto provvisorio personale nostri vostri suoi c ora
    adesso`,
};
