import type { Words } from "./word-classes.ts";

/** Spanish. */
export const es: Words = {
  phone: `tel telf tfno tfnos tlf tlfno tlfn telefon* tfn movil* fijo centralita contacto* urgencia* emergencia* atencion recepcion oficina casa
    whatsapp wasap sms linea localizable* citas reservas informacion averias ambulancias
    cel celular* fontaner* electricista* conserje* portero* repartidor* taxi* tf tlno mov mvl `,
  fax: "fax telefax",
  call: `llama* llame* llamar llamando llamada* marcar marque marca telefonear telefonee contactar contacte contactenos disque
    marcando disca discar`,
  internal: `extension extensiones ext anexo anexos interno interior internos`,
  number: "numero numeros n no num nro nos",
  id: `modelo* contrasena* codigo* cod cif nif dni nie iva iban bic swift ccc albaran* ref referencia* expediente*
    serie lote* articulo* art seguimiento localizador* paquete* isbn issn ean doi imei matricula* bastidor cups contador*
    bonoloto primitiva euromillones reintegro complementario nass naf
    tomo folio hoja importe total subtotal saldo eur euros coste localizador coordenadas latitud longitud
    version decreto ley boe mandato* justificante*
    expte exp decimo fraccion talon nuss cnae idufir diligencia*
    remesa* parcela* lectura* rgseaa`,
  matter: `registro* multa* loteria* sorteo* catastral* certificad* autorizacion* procedimiento* afiliacion boletin* denuncia*
    colegiado* policia* catastro* padron`,
  thing: `recambio* pieza* pedido* factura* contrato* poliza* siniestro* envio* tarjeta* cuenta* incidencia* reclamacion* recibo* licencia* vuelo tren precio* tarifa* cliente* abonado* socio* usuario* paciente* fecha ano habitantes unidades cantidad 
    puntos votos producto* modelo presupuesto* solicitud* inscripcion* ticket*`,
  filler: `al a el la los las de del un una en por o u y es son nuestro nuestra su mi mis nos directo directamente siguiente gratuito
    gratis tambien solo con para unico
    nuevo nueva antiguo antigua actual otro otra segundo cambiado correcto provisional personal ahora desde`,
};
