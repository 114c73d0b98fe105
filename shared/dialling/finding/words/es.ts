import type { Words } from "./word-classes.ts";

/** Spanish. */
export const es: Words = {
  phone: `tel telf tfno tfnos tlf tlfno tlfn telefon* tfn movil* fijo centralita contacto* urgencia* emergencia* atencion recepcion oficina casa
    whatsapp wasap sms linea localizable* citas reservas informacion averias ambulancias`,
  fax: "fax telefax",
  call: "llama* llame* llamar llamando llamada* marcar marque marca telefonear telefonee contactar contacte contactenos disque",
  internal: "extension extensiones ext anexo anexos interno interior",
  number: "numero numeros n no num nro nos",
  id: `codigo* cod certificad* cif nif dni nie iva iban bic swift cuenta* ccc pedido* factura* albaran* ref referencia* expediente* contrato* poliza* siniestro*
    serie lote* articulo* art envio* seguimiento localizador* paquete* isbn issn ean doi imei matricula* bastidor tarjeta* cups contador*
    loteria* bonoloto primitiva euromillones sorteo* reintegro complementario nass naf afiliacion colegiado* licencia* registro* inscripcion*
    tomo folio hoja importe total subtotal saldo eur euros coste recibo* ticket* localizador coordenadas latitud longitud
    version vuelo tren decreto ley boe mandato* justificante* incidencia* reclamacion* catastral*`,
  thing: `precio* tarifa* cliente* abonado* socio* usuario* paciente* fecha ano habitantes unidades cantidad pagina pag sala habitacion apartado cp
    superficie puntos votos producto* modelo presupuesto* solicitud*`,
  filler: `al a el la los las de del un una en por o u y es son nuestro nuestra su mi mis nos directo directamente siguiente gratuito
    gratis tambien solo con para unico`,
};
