//! What two spellings of one name have in common: upper and lower case, Unicode forms and
//! white space do not make another name.

use caseless::default_case_fold_str;
use unicode_normalization::UnicodeNormalization;

/// The key under which a name is compared: NFKD, default case folding, NFKC, white space collapsed.
#[must_use]
pub fn name_key(name: &str) -> String {
    // Plain letters have one form: only case and white space are left (a law below).
    if name.is_ascii() {
        let mut key = String::with_capacity(name.len());
        for word in name.split_whitespace() {
            if !key.is_empty() {
                key.push(' ');
            }
            key.push_str(word);
        }
        key.make_ascii_lowercase();
        return key;
    }
    folded(name)
}

fn folded(name: &str) -> String {
    let decomposed: String = name.nfkd().collect();
    let folded: String = default_case_fold_str(&decomposed).nfkc().collect();
    folded.split_whitespace().collect::<Vec<_>>().join(" ")
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    #[test]
    fn spellings_of_one_name_share_a_key() {
        for (one, other) in [
            ("Ada Quill", "ADA  quill "),
            ("Noël Straße", "Noe\u{308}l STRASSE"),
            ("Ada\u{a0}Quill", "Ada Quill"),
            ("Ｔｏｍａｓ", "tomas"),
            ("ΟΔΥΣΣΕΥΣ", "οδυσσευς"),
        ] {
            assert_eq!(name_key(one), name_key(other), "{one}");
        }
        assert_ne!(name_key("Ada Quill"), name_key("Ada Quille"));
        assert_eq!(name_key(" \t"), "");
    }

    proptest! {
        #[test]
        fn plain_letters_take_the_short_way_to_the_same_key(name in "[\\x00-\\x7f]*") {
            prop_assert_eq!(name_key(&name), folded(&name));
        }

        #[test]
        fn case_and_normal_form_never_make_another_name(name in "\\PC*") {
            let composed: String = name.nfc().collect();
            let decomposed: String = name.nfd().collect();
            prop_assert_eq!(name_key(&composed), name_key(&decomposed));
        }
    }
}
