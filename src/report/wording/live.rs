//! Sentences on live files: what they carry, and what was changed in them.

use super::Sentences;

impl Sentences {
    /// Heads what a live file carries.
    pub(crate) fn carried(self, path: &str, title: &str) -> String {
        format!("{path}: {title}\n")
    }

    /// Tells of one variant of it.
    pub(crate) fn carried_variant(self, id: &str, title: &str) -> String {
        match id == title {
            true => format!("- {id}\n"),
            false => format!("- {id}: {title}\n"),
        }
    }

    /// Tells which files are in it.
    pub(crate) fn carried_files(self, names: &[String]) -> String {
        let names = names.join(", ");
        self.say(format!("bestanden: {names}\n"), format!("files: {names}\n"))
    }

    /// Heads what was changed in it since it was made.
    pub(crate) fn changed_since(self, title: &str) -> String {
        self.say(
            format!("Gewijzigd ten opzichte van het origineel ({title}):\n"),
            format!("Changed against the original ({title}):\n"),
        )
    }

    /// Says that nothing was changed in it.
    pub(crate) fn unchanged_since(self) -> &'static str {
        self.word(
            "Niets gewijzigd ten opzichte van het origineel.\n",
            "Nothing changed against the original.\n",
        )
    }

    /// Heads what was changed in one variant.
    pub(crate) fn changed_in_variant(self, id: &str) -> String {
        self.say(
            format!("Alleen in variant {id}:\n"),
            format!("In variant {id} only:\n"),
        )
    }

    /// Heads what a variant sets that is new.
    pub(crate) fn new_variant(self, id: &str, title: &str) -> String {
        self.say(
            format!("Variant {id} ({title}) komt erbij; anders dan in base:\n"),
            format!("Variant {id} ({title}) is new; other than in base:\n"),
        )
    }

    /// Says that a variant is gone.
    pub(crate) fn gone_variant(self, id: &str, title: &str) -> String {
        self.say(
            format!("Variant {id} ({title}) vervalt.\n"),
            format!("Variant {id} ({title}) is gone.\n"),
        )
    }

    /// Says that text was changed which amounts do not depend on.
    pub(crate) fn other_words(self) -> &'static str {
        self.word(
            "Alleen teksten en opmerkingen zijn anders; geen bedrag hangt daarvan af.\n",
            "Only texts and remarks differ; no amount depends on them.\n",
        )
    }

    /// Says where it was written.
    pub(crate) fn written_to(self, folder: &str) -> String {
        self.say(
            format!("geschreven in {folder}\n"),
            format!("written to {folder}\n"),
        )
    }
}
