//! What a column can be, and the words by which its header is recognised, in one list.
//!
//! Long because it is a table: words in several languages, one line each.

use serde::{Deserialize, Serialize};

use crate::column::Format;

/// What a column is.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Role {
    /// Identifies a lead, deal or customer.
    Id,
    /// Identifies the lead, in another table, from which a deal came.
    Lead,
    /// The day on which a lead, deal or customer began.
    Begins,
    /// The day on which a stage was passed, with the stage's name.
    Passed(String),
    /// The day of the outcome, won or lost.
    Closed,
    /// The day on which it was lost.
    Lost,
    /// The stage it is in, or its outcome.
    Stage,
    /// Whether it is decided, one way or the other.
    Decided,
    /// What a deal is worth.
    Amount,
    /// Where it came from: channel, source, campaign.
    Channel,
    /// What was bought, or by whom: product, segment, region.
    Segment,
    /// The day, week or month of a row of sums.
    Period,
    /// Money spent.
    Spend,
    /// How many entered a stage, with the stage's name.
    Count(String),
    /// The day on which a customer left.
    Left,
    /// Not used.
    Ignored,
}

/// The least score, of 100, with which a header must fit a role's phrase.
pub(super) const LEAST: u32 = 50;

/// What a column must contain for a role.
#[derive(Clone, Copy, PartialEq, Eq)]
pub(super) enum Needs {
    Date,
    Number,
    Text,
    Any,
}

impl Needs {
    pub(super) fn met(self, format: Format) -> bool {
        match self {
            Self::Date => matches!(format, Format::Date(_)),
            Self::Number => matches!(format, Format::Number(_)),
            Self::Text => format == Format::Text,
            Self::Any => format != Format::Empty,
        }
    }
}

/// A role with the phrases by which it is recognised, in lower case; the more of a header a phrase covers, the better
/// it fits.
pub(super) struct Known {
    pub(super) role: Role,
    pub(super) needs: Needs,
    pub(super) phrases: &'static [&'static str],
}

/// Every role that is recognised by its header. Counts and passed stages come from [`STAGES`].
pub(super) const ROLES: [Known; 11] = [
    Known {
        role: Role::Id,
        needs: Needs::Any,
        phrases: &[
            "id",
            "opportunity id",
            "lead id",
            "deal id",
            "record id",
            "contact id",
            "customer id",
            "account id",
            "deal name",
            "opportunity name",
            "uuid",
            "key",
            "nummer",
            "number",
            "numero",
        ],
    },
    Known {
        role: Role::Begins,
        needs: Needs::Date,
        phrases: &[
            "created",
            "create date",
            "created date",
            "created at",
            "creation date",
            "engage date",
            "issue date",
            "start date",
            "started",
            "opened",
            "open date",
            "opened date",
            "lead date",
            "inquiry date",
            "entered",
            "date added",
            "date created",
            "date entered",
            "signup date",
            "signed up",
            "begin",
            "begins",
            "erstellt",
            "erstellungsdatum",
            "erstellt am",
            "angelegt",
            "fecha de creacion",
            "date de creation",
            "data de criacao",
            "data di creazione",
            "aanmaakdatum",
            "since",
            "first seen",
            "start",
            "beginn",
        ],
    },
    Known {
        role: Role::Closed,
        needs: Needs::Date,
        phrases: &[
            "close date",
            "closed",
            "closed date",
            "closed at",
            "closed on",
            "close",
            "disposition date",
            "decision date",
            "outcome date",
            "abschlussdatum",
            "geschlossen",
            "fecha de cierre",
            "date de cloture",
            "data de fechamento",
            "data di chiusura",
            "sluitingsdatum",
            "schlussdatum",
            "resolved",
        ],
    },
    Known {
        role: Role::Lost,
        needs: Needs::Date,
        phrases: &[
            "lost date",
            "lost",
            "lost at",
            "lost on",
            "date lost",
            "disqualified date",
            "disqualified",
            "verloren am",
        ],
    },
    Known {
        role: Role::Left,
        needs: Needs::Date,
        phrases: &[
            "churn date",
            "churned",
            "cancel date",
            "cancelled",
            "canceled",
            "cancellation date",
            "end date",
            "ended",
            "ends",
            "left",
            "expired",
            "end",
            "kundigung",
            "ende",
        ],
    },
    Known {
        role: Role::Stage,
        needs: Needs::Text,
        phrases: &[
            "deal stage",
            "stage",
            "stage name",
            "status",
            "lead status",
            "deal status",
            "outcome",
            "state",
            "result",
            "pipeline stage",
            "lifecycle stage",
            "phase",
            "opportunity stage",
            "sales stage",
            "etape",
            "etapa",
            "fase",
            "fas",
            "stadium",
            "stadio",
            "stufe",
            "estado",
            "etat",
            "statut",
            "stato",
            "situacao",
            "ergebnis",
            "resultado",
            "resultat",
            "risultato",
            "esito",
        ],
    },
    Known {
        role: Role::Amount,
        needs: Needs::Number,
        phrases: &[
            "amount",
            "close value",
            "value",
            "deal value",
            "deal amount",
            "revenue",
            "acv",
            "arr",
            "mrr",
            "contract value",
            "price",
            "deal size",
            "betrag",
            "umsatz",
            "wert",
            "importe",
            "importo",
            "montant",
            "monto",
            "valor",
            "valore",
            "valeur",
            "bedrag",
            "belopp",
            "kwota",
            "total value",
            "won amount",
        ],
    },
    Known {
        role: Role::Channel,
        needs: Needs::Text,
        phrases: &[
            "channel",
            "source",
            "lead source",
            "original source",
            "utm source",
            "medium",
            "traffic source",
            "campaign",
            "campaign name",
            "origin",
            "kanal",
            "quelle",
            "kampagne",
            "fuente",
            "platform",
            "network",
        ],
    },
    Known {
        role: Role::Segment,
        needs: Needs::Text,
        phrases: &[
            "product",
            "segment",
            "type",
            "industry",
            "sector",
            "region",
            "country",
            "company size",
            "size",
            "product name",
            "produkt",
            "plan",
            "tier",
            "category",
            "branche",
            "deal type",
        ],
    },
    Known {
        role: Role::Period,
        needs: Needs::Date,
        phrases: &[
            "date",
            "day",
            "week",
            "month",
            "period",
            "datum",
            "tag",
            "woche",
            "monat",
            "reporting starts",
            "week of",
            "quarter",
            "fecha",
            "mes",
        ],
    },
    Known {
        role: Role::Spend,
        needs: Needs::Number,
        phrases: &[
            "spend",
            "cost",
            "costs",
            "amount spent",
            "ad spend",
            "budget",
            "media spend",
            "investment",
            "kosten",
            "ausgaben",
            "spent",
            "expense",
            "marketing spend",
            "gasto",
            "coste",
            "depenses",
        ],
    },
];

/// A stage with a usual name: its place from the top, and its phrases.
pub(super) struct Usual {
    pub(super) place: u32,
    pub(super) name: &'static str,
    pub(super) phrases: &'static [&'static str],
}

/// Stages in their usual order.
pub(super) const STAGES: [Usual; 11] = [
    Usual { place: 10, name: "Impressions", phrases: &["impressions", "impr", "views", "reach"] },
    Usual { place: 20, name: "Clicks", phrases: &["clicks", "link clicks", "sessions", "visits", "visitors", "users"] },
    Usual {
        place: 30,
        name: "Inquiries",
        phrases: &[
            "inquiries",
            "enquiries",
            "leads",
            "lead",
            "contacts",
            "form fills",
            "signups",
            "sign ups",
            "anfragen",
            "trials",
            "conversions",
        ],
    },
    Usual {
        place: 40,
        name: "MQL",
        phrases: &["mql", "mqls", "marketing qualified", "marketing qualified leads", "qualified", "qualified leads"],
    },
    Usual { place: 45, name: "SAL", phrases: &["sal", "sals", "sales accepted", "accepted"] },
    Usual { place: 50, name: "SQL", phrases: &["sql", "sqls", "sales qualified", "sales qualified leads"] },
    Usual { place: 55, name: "Meeting", phrases: &["meeting", "meetings", "demo", "demos", "appointments", "termin"] },
    Usual { place: 60, name: "Opportunity", phrases: &["opportunity", "opportunities", "opp", "opps", "deals"] },
    Usual {
        place: 70,
        name: "Proposal",
        phrases: &["proposal", "proposals", "offer", "offers", "quote", "quotes", "angebot", "angebote"],
    },
    Usual { place: 80, name: "Negotiation", phrases: &["negotiation", "contract", "contract sent"] },
    Usual {
        place: 90,
        name: "Won",
        phrases: &[
            "won",
            "closed won",
            "customers",
            "wins",
            "orders",
            "sales",
            "new customers",
            "gewonnen",
            "kunden",
            "purchases",
        ],
    },
];

/// Words around a stage's name in a header that says when it was passed, or how many passed it.
const AROUND: [&str; 14] =
    ["date", "at", "on", "became", "entered", "time", "count", "number", "of", "the", "stage", "a", "an", "total"];

/// A header's words in lower case, without the marks on letters: "Étape (CRM)" is "etape", without what is in brackets.
pub(crate) fn words(header: &str) -> Vec<String> {
    let mut plain = String::new();
    let mut depth = 0_i32;
    let mut before = ' ';
    for c in header.chars() {
        depth += i32::from(matches!(c, '(' | '[')) - i32::from(matches!(c, ')' | ']'));
        if depth > 0 || matches!(c, ')' | ']') {
            continue;
        }
        // "closeDate" is two words.
        if c.is_uppercase() && before.is_lowercase() {
            plain.push(' ');
        }
        plain.push(if c.is_alphanumeric() { c } else { ' ' });
        before = c;
    }
    plain.to_lowercase().split_whitespace().map(plain_letters).collect()
}

/// A word without the marks on its letters, as half of all people type it.
pub(super) fn plain_letters(word: &str) -> String {
    let plain = |c: char| match c {
        'à' | 'á' | 'â' | 'ã' | 'ä' | 'å' | 'ą' | 'ă' => 'a',
        'ç' | 'ć' | 'č' => 'c',
        'è' | 'é' | 'ê' | 'ë' | 'ę' | 'ě' => 'e',
        'ì' | 'í' | 'î' | 'ï' | 'ı' => 'i',
        'ł' => 'l',
        'ñ' | 'ń' | 'ň' => 'n',
        'ò' | 'ó' | 'ô' | 'õ' | 'ö' | 'ø' | 'ő' => 'o',
        'ś' | 'š' | 'ş' => 's',
        'ù' | 'ú' | 'û' | 'ü' | 'ů' | 'ű' => 'u',
        'ý' => 'y',
        'ź' | 'ż' | 'ž' => 'z',
        other => other,
    };
    // Letters may carry their marks as characters of their own.
    word.chars().filter(|c| !('\u{300}'..='\u{36f}').contains(c)).map(plain).collect()
}

/// How well a phrase fits a header, of 100: as all of it, or as its end or beginning.
pub(super) fn fit(words: &[String], phrase: &str) -> u32 {
    let phrase: Vec<&str> = phrase.split(' ').collect();
    let (n, m) = (words.len(), phrase.len());
    if m > n || n == 0 {
        return 0;
    }
    let at = |from: usize| words.iter().skip(from).take(m).eq(phrase.iter());
    let part = u32::try_from(100 * m / n).unwrap_or(0);
    if n == m && at(0) {
        100
    } else if at(n - m) {
        part.min(90)
    } else if at(0) {
        part.min(80)
    } else {
        0
    }
}

/// What most headers of a table begin with, as one CRM writes them: "Deal - Status", "Deal - Value".
pub(super) fn prefix(headers: &[String]) -> &str {
    fn start(header: &str) -> &str {
        let cut = [" - ", ": ", "."].iter().find_map(|mark| header.find(mark).map(|at| at + mark.len()));
        cut.and_then(|at| header.get(..at)).unwrap_or("")
    }
    let so_many = |start: &str| headers.iter().filter(|header| header.starts_with(start)).count();
    let most = headers
        .iter()
        .map(|header| start(header))
        .filter(|start| !start.is_empty())
        .max_by_key(|start| (so_many(start), start.len()));
    most.filter(|start| so_many(start) >= 3 && so_many(start) * 2 >= headers.len()).unwrap_or("")
}

/// The words of a header without what all headers begin with.
pub(super) fn bare(header: &str, prefix: &str) -> Vec<String> {
    words(header.strip_prefix(prefix).filter(|rest| !rest.trim().is_empty()).unwrap_or(header))
}

/// The usual stage named by a header or label.
pub(super) fn usual(text: &str) -> Option<&'static Usual> {
    of_words(words(text))
}

/// The usual stage that words name.
pub(super) fn of_words(mut words: Vec<String>) -> Option<&'static Usual> {
    words.retain(|word| !AROUND.contains(&word.as_str()));
    STAGES.iter().find(|stage| stage.phrases.iter().any(|phrase| fit(&words, phrase) == 100))
}
