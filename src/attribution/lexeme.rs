//! What a language knows of one word: what it may be, as bits, and the verb of speech it may be.

/// What a word may be, as bits: most words of a language are nothing of interest, many are two things.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub struct Flags(u64);

macro_rules! flags {
    ($($(#[$doc:meta])* $name:ident = $bit:literal,)*) => {
        impl Flags {
            $($(#[$doc])* pub const $name: Self = Self(1 << $bit);)*
        }
    };
}

flags! {
    /// Stands before a verb without changing who acts.
    AUXILIARY = 0,
    /// Makes a passive of the past form after it.
    PASSIVE = 1,
    /// Says what may be or will be.
    MODAL = 2,
    /// Says what is not.
    NEGATION = 3,
    /// May stand between a subject and its verb.
    ADVERB = 4,
    /// Governs the noun after it.
    PREPOSITION = 5,
    /// Joins clauses.
    CONJUNCTION = 6,
    /// Opens a noun phrase.
    DETERMINER = 7,
    /// `he`.
    HE = 8,
    /// `she`.
    SHE = 9,
    /// `he` or `she` as a subject.
    SUBJECT_PRONOUN = 10,
    /// `it`, `they`, `that` and their like.
    OTHER_PRONOUN = 11,
    /// `who`.
    RELATIVE = 12,
    /// A capital does not make it a name.
    FUNCTION = 13,
    /// A lower-case part of a name.
    PARTICLE = 14,
    /// Stands before a name.
    TITLE = 15,
    /// A man's title.
    HE_TITLE = 16,
    /// A woman's title.
    SHE_TITLE = 17,
    /// What a person may be.
    ROLE = 18,
    /// Takes up somebody already named.
    GENERIC_ROLE = 19,
    /// Speaks for another.
    SPOKESPERSON = 20,
    /// A role or thing that is a surname as well.
    SURNAME = 21,
    /// A role with it is not the role without it.
    DISTINCT = 22,
    /// What somebody was.
    PAST_ROLE = 23,
    /// A name with it is no person.
    ORGANISATION = 24,
    /// A place, or what belongs to one.
    PLACE = 25,
    /// A day, a month, a zone.
    TIME = 26,
    /// A title that goes with a first name: `Sir Ada`.
    FIRST_NAME_TITLE = 27,
    /// A noun for something said.
    SPEECH_NOUN = 28,
    /// A full stop after it ends no sentence.
    ABBREVIATION = 29,
    /// A name that parents give.
    GIVEN = 30,
    /// The first word of "according to".
    ACCORDING = 31,
    /// The second word of "according to".
    ACCORDING_AFTER = 32,
    /// "went on to say".
    TO_SAY = 33,
    /// "was quoted as saying".
    QUOTED_AS = 34,
    /// A verb that in a caption is done to its subject.
    NOT_OF_CAPTIONS = 35,
    /// An article that tells nobody which one is meant.
    INDEFINITE = 36,
    /// "a statement from X".
    WORDS_OF = 37,
    /// "was described by X".
    AGENT = 38,
    /// Opens a clause of what was said.
    THAT = 39,
    /// What follows it is a place.
    PLACE_PREPOSITION = 40,
    /// Who asks does not speak.
    ASKS = 41,
    /// What follows it is whom somebody speaks to.
    OBJECT_FIRST = 42,
    /// Joins two names.
    AND = 43,
    /// "as saying".
    AS_SAYING = 44,
    /// "…, writes X" names the reporter.
    SIGNS_OFF = 45,
    /// What belongs to a place: `Brazilian`.
    NATIONAL = 46,
    /// What stands under it was not said.
    CONDITIONAL = 47,
    /// Who says this says nothing.
    NOTHING = 48,
    /// A name right after it is no person.
    THING_NOUN = 49,
    /// Stands behind a name and is no part of it.
    POSTNOMINAL = 52,
    /// Stands before a surname, whatever else the surname is.
    PERSONAL_TITLE = 53,
    /// Names a source by itself: `laut`, `selon`.
    SOURCE = 54,
    /// After a comma it stands for a verb: `, so X`.
    SO_SAYS = 55,
    /// `its`: whose it is stands elsewhere.
    WHOSE = 56,
    /// Ends as words for people do; a role only where the text says so of somebody.
    ROLE_LIKE = 57,
    /// A title that is part of a name which stands alone.
    NAME_TITLE = 58,
    /// A noun for somebody's own words.
    OWN_WORDS = 59,
    /// Asks for what "to" opens.
    REQUESTS = 60,
    /// Opens what is asked for.
    INFINITIVE = 61,
    /// `I`, `we` and their like: who speaks of himself.
    FIRST_PERSON = 62,
    /// "the words of X".
    OWN_WORDS_OF = 63,
    /// A name that parents give boys.
    GIVEN_HE = 50,
    /// A name that parents give girls.
    GIVEN_SHE = 51,
}

impl Flags {
    /// Whether any of the bits is set.
    #[must_use]
    pub const fn any(self, of: Self) -> bool {
        self.0 & of.0 != 0
    }

    /// Both together.
    #[must_use]
    pub const fn or(self, other: Self) -> Self {
        Self(self.0 | other.0)
    }
}

/// How a verb speaks, as bits.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub struct Speaks(pub(super) u8);

impl Speaks {
    /// Whatever follows.
    pub const SAY: Self = Self(1);
    /// Where a clause, a quotation or a colon follows.
    pub const CLAUSE: Self = Self(2);
    /// By its own meaning.
    pub const ACT: Self = Self(4);
    /// Only beside a quotation.
    pub const QUOTE: Self = Self(8);
    /// Where a noun of speech follows.
    pub const NOUN: Self = Self(16);
    /// Together with a particle.
    pub const PHRASAL: Self = Self(32);

    /// Both together.
    #[must_use]
    pub const fn or(self, other: Self) -> Self {
        Self(self.0 | other.0)
    }

    /// Whether any of the bits is set.
    #[must_use]
    pub const fn any(self, of: Self) -> bool {
        self.0 & of.0 != 0
    }
}

/// A form of a verb.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Form {
    /// `say`
    Plain,
    /// `says`
    Third,
    /// `said`
    Past,
    /// `written`, where it differs from the past.
    Participle,
    /// `saying`
    Ing,
}

/// A verb of speech.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Verb {
    /// How it speaks.
    pub speaks: Speaks,
    /// Which form stands here.
    pub form: Form,
}

/// What the language knows of a word.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub struct Lexeme {
    /// What it may be.
    pub flags: Flags,
    /// The verb it may be.
    pub verb: Option<Verb>,
}

pub(super) fn flag_of(key: &str) -> Option<Flags> {
    Some(match key {
        "auxiliary" => Flags::AUXILIARY,
        "passive" => Flags::PASSIVE,
        "modal" => Flags::MODAL,
        "negation" => Flags::NEGATION,
        "adverb" => Flags::ADVERB,
        "preposition" => Flags::PREPOSITION,
        "conjunction" => Flags::CONJUNCTION,
        "determiner" => Flags::DETERMINER,
        "indefinite" => Flags::INDEFINITE,
        "he" => Flags::HE,
        "she" => Flags::SHE,
        "subject_pronoun" => Flags::SUBJECT_PRONOUN,
        "other_pronoun" => Flags::OTHER_PRONOUN,
        "relative" => Flags::RELATIVE,
        "function" => Flags::FUNCTION,
        "particle" => Flags::PARTICLE,
        "title" => Flags::TITLE,
        "he_title" => Flags::HE_TITLE,
        "she_title" => Flags::SHE_TITLE,
        "role" => Flags::ROLE,
        "generic_role" => Flags::GENERIC_ROLE.or(Flags::ROLE),
        "spokesperson" => Flags::SPOKESPERSON.or(Flags::ROLE),
        "surname_role" => Flags::SURNAME,
        "distinct" => Flags::DISTINCT,
        "past_role" => Flags::PAST_ROLE,
        "organisation" => Flags::ORGANISATION,
        "place" => Flags::PLACE,
        "time" => Flags::TIME,
        "first_name_title" => Flags::FIRST_NAME_TITLE.or(Flags::TITLE),
        "speech_noun" => Flags::SPEECH_NOUN,
        "abbreviation" => Flags::ABBREVIATION,
        "given" => Flags::GIVEN,
        "according_to" => Flags::ACCORDING,
        "according_after" => Flags::ACCORDING_AFTER,
        "to_say" => Flags::TO_SAY,
        "quoted_as" => Flags::QUOTED_AS,
        "words_of" => Flags::WORDS_OF,
        "agent" => Flags::AGENT,
        "that" => Flags::THAT,
        "place_preposition" => Flags::PLACE_PREPOSITION,
        "asks" => Flags::ASKS,
        "object_first" => Flags::OBJECT_FIRST,
        "and" => Flags::AND,
        "postnominal" => Flags::POSTNOMINAL,
        "personal_title" => Flags::PERSONAL_TITLE.or(Flags::TITLE),
        "source" => Flags::SOURCE,
        "so_says" => Flags::SO_SAYS,
        "whose" => Flags::WHOSE,
        "conditional" => Flags::CONDITIONAL,
        "nothing" => Flags::NOTHING,
        "thing_noun" => Flags::THING_NOUN,
        "given_he" => Flags::GIVEN_HE.or(Flags::GIVEN),
        "given_she" => Flags::GIVEN_SHE.or(Flags::GIVEN),
        "signs_off" => Flags::SIGNS_OFF,
        "as_saying" => Flags::AS_SAYING,
        "thing" => Flags::default(),
        "name_title" => Flags::NAME_TITLE.or(Flags::TITLE),
        "own_words" => Flags::OWN_WORDS,
        "own_words_of" => Flags::OWN_WORDS_OF,
        "first_person" => Flags::FIRST_PERSON,
        "requests" => Flags::REQUESTS,
        "infinitive" => Flags::INFINITIVE,
        "not_of_captions" => Flags::NOT_OF_CAPTIONS,
        _ => return None,
    })
}
