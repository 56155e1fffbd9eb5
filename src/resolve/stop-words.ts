/** Words that carry no meaning of their own in a request, Spanish and English, without accents. */
const english = `a an the this that these those of in on at to for from by with about into over under as is are was were be been
being am do does did doing done have has had having can could may might must shall should will would i me my mine we us our ours you
your yours he him his she her it its they them their what which who whom whose when where why how and or but if then than so not no
yes please want need like wish let lets make sure know there here just only also too very really out up off down per via any kindly
hi hello hey thanks thank pls i'd i'll i'm we're gonna wanna able possible help going get got ones us isn't don't didn't have't
between during since until while after before because without within don ve ll re isn doesn didn won haven hasn hadn aren wasn weren shouldn couldn wouldn currently exactly anyone`;
const spanish = `el la los las lo un una unos unas de del al a en con sin por para sobre entre hacia hasta desde segun y e o u ni que
se si no me te le les nos os mi mis tu tus su sus nuestro nuestra nuestros nuestras este esta estos estas ese esa esos esas aquel
aquella esto eso es son era eran ser sido estar esta estan estaba estaban estoy estamos hay habia haber he ha han hemos tengo tiene
tenemos tienen tienes tenia tener quiero quisiera queremos necesito necesitamos necesita puedo puedes puede podemos podrias podria
podrian favor porfa porfavor porfis gracias hola oye buenas como cuando donde quien quienes cual cuales porque pues pero mas muy tan
tambien solo solamente alguna yo el ella ellos ellas nosotros usted ustedes voy vamos va van iba hice hizo hicimos fue fueron
seria sera debo deberia gustaria desea deseo poder hacer hago porque durante ante bajo tras cuyo cuya ya po pos wena weon cachai
dar da doy sea sean haya uno nadie cada cosa tal dale dalo dala den denle mientras antes despues luego entonces asi aun`;

const stopWords = new Set(`${english} ${spanish}`.split(/\s+/));

/** First words of a question about what is; `how do I` and `¿cómo…?` ask for something to be done as often. */
const askingWords = new Set(
  `what which who whom whose when where whats is are was were do does did has have had any how que cual cuales quien quienes cuando
donde cuanto cuantos cuanta cuantas esta estan es son fue hay habia tenemos tengo tienen tiene hubo`.split(/\s+/),
);

/** Whether a folded word says nothing by itself. */
export function isStopWord(word: string): boolean {
  return stopWords.has(word) || word.length < 2;
}

const prepositions = new Set(
  'at in to from until since for of with by a en de con por para hasta desde y and'.split(' '),
);

/** Whether a sentence that begins with these folded words asks what is, and wants nothing changed. */
export function isAsking([first = '', second = '']: readonly string[]): boolean {
  if (isNeed(first, second)) return false;
  return askingWords.has(first) || (prepositions.has(first) && askingWords.has(second));
}

/** "Hay que pagar", "tenemos que enviar", "have to send": what has to be done. */
function isNeed(first: string, second: string): boolean {
  return second === 'que' ? /^(?:hay|teng|tien|tene)/.test(first) : second === 'to' && /^ha(?:ve|s)$/.test(first);
}
