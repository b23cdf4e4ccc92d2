//! Words: per cents in several languages, and what a few words of the reader's own language are in English.

use super::scan::is_letter;
use crate::clean::BINDING;

/// Per cents, thousandths and ten-thousandths as words.
const PERCENT: &[(&str, i32)] = &[
    ("percent", -2),
    ("per cent", -2),
    ("pct", -2),
    ("prozent", -2),
    ("pour cent", -2),
    ("por ciento", -2),
    ("por cento", -2),
    ("per cento", -2),
    ("procent", -2),
    ("prosent", -2),
    ("per mille", -3),
    ("promille", -3),
    ("basis points", -4),
    ("basis point", -4),
    ("bps", -4),
    ("bp", -4),
];

/// The power of ten of the per cent that is written here as a word, and the place behind it.
pub(super) fn percent(chars: &[char], at: usize) -> Option<(i32, usize)> {
    PERCENT.iter().find_map(|(word, power)| Some((*power, phrase(chars, at, word)?)))
}

fn phrase(chars: &[char], at: usize, words: &str) -> Option<usize> {
    let mut end = at;
    for wanted in words.chars() {
        let here = *chars.get(end)?;
        let fits = if wanted == ' ' { here == ' ' || here == BINDING } else { here.to_lowercase().eq([wanted]) };
        if !fits {
            return None;
        }
        end += 1;
    }
    (!chars.get(end).is_some_and(|c| is_letter(*c))).then_some(end)
}

/// A word of the reader's language in English; the word itself where it is not known. `the` says nothing. Words that the
/// page itself writes in English keep that meaning: the Spanish "a" is not among them.
pub(super) fn in_english<'a>(language: &str, word: &'a str) -> &'a str {
    let table = match language {
        "de" => GERMAN,
        "fr" => FRENCH,
        "es" => SPANISH,
        "pt" => PORTUGUESE,
        "it" => ITALIAN,
        "nl" => DUTCH,
        _ => return word,
    };
    let found = table.iter().find(|(words, _)| words.split(' ').any(|own| own == word));
    found.map_or(word, |(_, english)| english)
}

type Table = &'static [(&'static str, &'static str)];

const GERMAN: Table = &[
    ("mehr zusätzlich", "more"),
    ("weniger", "less"),
    ("höher", "higher"),
    ("niedriger", "lower"),
    ("um", "by"),
    ("auf bis", "to"),
    ("von", "of"),
    ("aus", "of"),
    ("zwischen", "between"),
    ("und", "and"),
    ("heute", "today"),
    ("heutigen", "today"),
    ("nichts kein keine", "nothing"),
    ("gleich unverändert", "same"),
    ("hälfte halb halbe halbes", "half"),
    ("drittel", "third"),
    ("viertel", "quarter"),
    ("doppelt doppelte verdoppeln", "double"),
    ("dreifache verdreifachen", "triple"),
    ("halbieren", "halve"),
    ("mal fach", "times"),
    ("pro je", "per"),
    ("tag tage tagen", "days"),
    ("woche wochen", "weeks"),
    ("wöchentlich", "weekly"),
    ("monat monate monaten", "months"),
    ("monatlich", "monthly"),
    ("quartal quartale quartalen", "quarters"),
    ("jahr jahre jahren", "years"),
    ("jährlich", "yearly"),
    ("stunde stunden std", "hours"),
    ("minute minuten", "minutes"),
    ("etwa rund ungefähr circa ca", "about"),
    ("mindestens", "least"),
    ("höchstens", "most"),
    ("wahrscheinlich", "likely"),
    ("ein eine einen einem", "a"),
    ("der die das den dem", "the"),
];

const FRENCH: Table = &[
    ("plus", "more"),
    ("moins", "less"),
    ("à", "to"),
    ("sur", "of"),
    ("entre", "between"),
    ("et", "and"),
    ("aujourd'hui", "today"),
    ("d'aujourd'hui", "of today"),
    ("rien", "nothing"),
    ("inchangé pareil", "same"),
    ("moitié demi demie", "half"),
    ("tiers", "third"),
    ("quart", "quarter"),
    ("double doubler", "double"),
    ("triple tripler", "triple"),
    ("fois", "times"),
    ("par", "per"),
    ("jour jours", "days"),
    ("semaine semaines", "weeks"),
    ("mois", "months"),
    ("trimestre trimestres", "quarters"),
    ("ans année années", "years"),
    ("heure heures", "hours"),
    ("environ", "about"),
    ("un une", "a"),
    ("de la le les", "the"),
];

const SPANISH: Table = &[
    ("más", "more"),
    ("menos", "less"),
    ("entre", "between"),
    ("y", "and"),
    ("hoy", "today"),
    ("nada", "nothing"),
    ("igual", "same"),
    ("mitad medio media", "half"),
    ("tercio", "third"),
    ("cuarto", "quarter"),
    ("doble duplicar", "double"),
    ("triple triplicar", "triple"),
    ("veces", "times"),
    ("por al", "per"),
    ("día días", "days"),
    ("semana semanas", "weeks"),
    ("mes meses", "months"),
    ("trimestre trimestres", "quarters"),
    ("año años", "years"),
    ("hora horas", "hours"),
    ("minuto minutos", "minutes"),
    ("unos aproximadamente", "about"),
    ("un una", "a"),
    ("de el la los las", "the"),
];

const PORTUGUESE: Table = &[
    ("mais", "more"),
    ("menos", "less"),
    ("até", "to"),
    ("entre", "between"),
    ("e", "and"),
    ("hoje", "today"),
    ("nada", "nothing"),
    ("igual", "same"),
    ("metade meio meia", "half"),
    ("terço", "third"),
    ("quarto", "quarter"),
    ("dobro dobrar", "double"),
    ("triplo triplicar", "triple"),
    ("vezes", "times"),
    ("por", "per"),
    ("dia dias", "days"),
    ("semana semanas", "weeks"),
    ("mês meses", "months"),
    ("trimestre trimestres", "quarters"),
    ("ano anos", "years"),
    ("hora horas", "hours"),
    ("minuto minutos", "minutes"),
    ("aproximadamente", "about"),
    ("um uma", "a"),
    ("de o os as", "the"),
];

const ITALIAN: Table = &[
    ("più", "more"),
    ("meno", "less"),
    ("tra fra", "between"),
    ("e", "and"),
    ("oggi", "today"),
    ("niente nulla", "nothing"),
    ("uguale", "same"),
    ("metà mezzo mezza", "half"),
    ("terzo", "third"),
    ("quarto", "quarter"),
    ("doppio raddoppiare", "double"),
    ("triplo triplicare", "triple"),
    ("volte", "times"),
    ("al per", "per"),
    ("giorno giorni", "days"),
    ("settimana settimane", "weeks"),
    ("mese mesi", "months"),
    ("trimestre trimestri", "quarters"),
    ("anno anni", "years"),
    ("ora ore", "hours"),
    ("minuto minuti", "minutes"),
    ("circa", "about"),
    ("un una uno", "a"),
    ("di il la", "the"),
];

const DUTCH: Table = &[
    ("meer", "more"),
    ("minder", "less"),
    ("met", "by"),
    ("naar tot", "to"),
    ("van", "of"),
    ("tussen", "between"),
    ("en", "and"),
    ("vandaag", "today"),
    ("niets", "nothing"),
    ("hetzelfde gelijk", "same"),
    ("helft half halve", "half"),
    ("derde", "third"),
    ("kwart", "quarter"),
    ("dubbel dubbele verdubbelen", "double"),
    ("driedubbel verdrievoudigen", "triple"),
    ("halveren", "halve"),
    ("keer maal", "times"),
    ("per", "per"),
    ("dag dagen", "days"),
    ("weken", "weeks"),
    ("maand maanden", "months"),
    ("kwartaal kwartalen", "quarters"),
    ("jaar jaren", "years"),
    ("uur uren", "hours"),
    ("minuut minuten", "minutes"),
    ("ongeveer circa", "about"),
    ("een", "a"),
    ("de het", "the"),
];
