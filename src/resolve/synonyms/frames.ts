/** Who asks and what they say, before what is asked for: "a customer wants to know whether …" is not about customers. */
const people = {
  english:
    'customer client buyer accountant boss manager somebody someone lady neighbour neighbor supplier patient tenant guest',
  spanish: `cliente clienta comprador compradora contador contadora jefe jefa senora caballero vecino vecina persona proveedor
    gerente socio apoderado apoderada paciente arrendatario`,
} as const;
const saying = {
  english: 'asks,is asking,asked,asked me,asks me,wants to know,wants,says,said,told me,needs',
  spanish: 'pregunta,me pregunta,pregunto,quiere saber,me pide,pide,pidio,dice,me dice,me dijo,dijo,quiere,necesita',
} as const;
const english = `they ask, they asked, they are asking, people ask, people are asking, i wonder, i was asked, asks me for, wants to know,
would like to know, just called me, just rang, just phoned`;
const spanish = `me preguntan, me preguntaron, nos preguntan, preguntan si, preguntan por, preguntan de, me pregunto, me piden,
nos piden, me pidieron, me pidio, me pide, nos pidio, quieren saber, quisiera saber, dicen que, me dicen que, me dijeron que, me dijo que,
clientes preguntan, clientes quieren, clientes dicen, me acaba de llamar, acaba de llamar, acaban de llamar`;

/** Every one of `people` with everything that is said of them. */
function both(language: 'english' | 'spanish'): string {
  const says = saying[language].split(',');
  const pairs = people[language].split(/\s+/).flatMap((person) => says.map((said) => `${person} ${said}`));
  return pairs.join(', ');
}

/** One group a line: `concept: English | español`. */
export const frames = `frame: ${oneLine(english)}, ${both('english')} | ${oneLine(spanish)}, ${both('spanish')}`;

function oneLine(text: string): string {
  return text.replace(/\s+/g, ' ');
}
