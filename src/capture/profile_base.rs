//! A profile that extends another: what it says itself holds, and the rest is the other's.

use super::profile::{
    BylineForm, BylineRules, DropRules, FigureRules, Head, Headlines, Profile, QuoteRules,
};

/// A profile as its file says it.
pub struct OwnProfile {
    /// What it says; the usual where it says nothing.
    pub profile: Profile,
    /// Whether it says which end of a capture is the oldest.
    pub says_order: bool,
    /// Whether it says in which order the numbers of a date stand.
    pub says_numbers: bool,
}

impl OwnProfile {
    /// The profile without another below it.
    #[must_use]
    pub fn by_itself(self) -> Profile {
        self.profile
    }

    /// The profile over another. One value is its own, else the other's; lists are its own first, then
    /// the other's. Only `detect`, the name and what is said about the outlet are never taken over.
    #[must_use]
    pub fn over(self, base: &Profile) -> Profile {
        let own = self.profile;
        Profile {
            name: own.name,
            version: own.version,
            description: own.description,
            publisher: own.publisher,
            language: own.language,
            time_zone: own.time_zone,
            clock_zone: own.clock_zone.or(base.clock_zone),
            newest_first: if self.says_order {
                own.newest_first
            } else {
                base.newest_first
            },
            numbers: if self.says_numbers {
                own.numbers
            } else {
                base.numbers
            },
            detect: own.detect,
            end: joined(own.end, &base.end),
            day: joined(own.day, &base.day),
            split: joined(own.split, &base.split),
            forms: joined(own.forms, &base.forms),
            labels: joined(own.labels, &base.labels),
            headlines: headlines(own.headlines, &base.headlines),
            // The words of both were joined before the patterns were read, which hold them.
            zones: own.zones,
            head: head(own.head, &base.head),
            byline: byline(own.byline, &base.byline),
            figure: figure(own.figure, &base.figure),
            quote: QuoteRules {
                marker: joined(own.quote.marker, &base.quote.marker),
                line: joined(own.quote.line, &base.quote.line),
            },
            embeds: joined(own.embeds, &base.embeds),
            drop: DropRules {
                lines: joined(own.drop.lines, &base.drop.lines),
                patterns: joined(own.drop.patterns, &base.drop.patterns),
                cut: joined(own.drop.cut, &base.drop.cut),
            },
        }
    }
}

fn joined<T: Clone>(mut own: Vec<T>, base: &[T]) -> Vec<T> {
    own.extend_from_slice(base);
    own
}

fn headlines(own: Headlines, base: &Headlines) -> Headlines {
    Headlines {
        none: joined(own.none, &base.none),
        glued_labels: joined(own.glued_labels, &base.glued_labels),
        kinds: joined(own.kinds, &base.kinds),
        answers: joined(own.answers, &base.answers),
    }
}

fn head(own: Head, base: &Head) -> Head {
    Head {
        title: own.title || base.title,
        titles: joined(own.titles, &base.titles),
        key_events: joined(own.key_events, &base.key_events),
        key_event: joined(own.key_event, &base.key_event),
        summary: joined(own.summary, &base.summary),
        date: joined(own.date, &base.date),
        zone: joined(own.zone, &base.zone),
        contributors: joined(own.contributors, &base.contributors),
        drop: joined(own.drop, &base.drop),
        drop_patterns: joined(own.drop_patterns, &base.drop_patterns),
    }
}

fn byline(own: BylineRules, base: &BylineRules) -> BylineRules {
    BylineRules {
        form: match own.form {
            BylineForm::None => base.form,
            form => form,
        },
        lines: joined(own.lines, &base.lines),
        roles: joined(own.roles, &base.roles),
        places: joined(own.places, &base.places),
    }
}

fn figure(own: FigureRules, base: &FigureRules) -> FigureRules {
    FigureRules {
        credit: joined(own.credit, &base.credit),
        caption: joined(own.caption, &base.caption),
        video_caption: joined(own.video_caption, &base.video_caption),
        video: joined(own.video, &base.video),
        alone: joined(own.alone, &base.alone),
        caption_above: own.caption_above || base.caption_above,
        doubled: own.doubled || base.doubled,
        portrait: own.portrait || base.portrait,
        scene: joined(own.scene, &base.scene),
        never: joined(own.never, &base.never),
    }
}
