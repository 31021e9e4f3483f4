//! Sentences on sweeps.

use std::iter::successors;

use super::{Sentences, decimal, whole_number};
use crate::report::sweep::{SweepDone, SweepExpected, SweepProof, SweepStatus};

/// How many numbers of parts a sentence names.
const NAMED: usize = 5;

impl Sentences {
    /// Says what there is to expect of a sweep, of which a trial tells bytes and seconds.
    pub(crate) fn sweep_expected(
        self,
        expected: &SweepExpected<'_>,
        (bytes, seconds): (f64, f64),
    ) -> String {
        let title = expected.scenario.in_lang(self.lang);
        let points = self.some_points(expected.points);
        let variants = self.variants(expected.variants);
        let runs = self.several(
            expected.runs,
            ["doorrekening", "doorrekeningen"],
            ["run", "runs"],
        );
        let (rows, parts) = (
            self.some_rows(expected.rows),
            self.some_parts(expected.parts),
        );
        let (design, trial) = (expected.design, self.some_points(expected.trial_points));
        let (size, time) = (self.size_of(bytes), self.core_time(seconds));
        let draws = match expected.draws {
            0 => String::new(),
            draws => {
                let draws = self.several(draws, ["trekking", "trekkingen"], ["draw", "draws"]);
                format!(" × {draws}")
            }
        };
        let shards = match expected.shards {
            0 | 1 => String::new(),
            shards => {
                let shards = self.count_of(shards);
                self.say(
                    format!(", over {shards} shards"),
                    format!(", in {shards} shards"),
                )
            }
        };
        self.say(
            format!(
                "{title}\n\
                 {design}: {points} × {variants}{draws} = {runs}\n\
                 {rows} in {parts}{shards}\n\
                 verwacht: {size} op schijf en {time} (gemeten op {trial}, één kern)\n"
            ),
            format!(
                "{title}\n\
                 {design}: {points} × {variants}{draws} = {runs}\n\
                 {rows} in {parts}{shards}\n\
                 expected: {size} on disk and {time} (measured on {trial}, one core)\n"
            ),
        )
    }

    /// Says what was done of a sweep.
    pub(crate) fn sweep_done(self, done: &SweepDone<'_>) -> String {
        let n = |number: u64| self.count_of(number);
        let (folder, points, of) = (done.folder, n(done.points), n(done.of));
        let (made, parts) = (n(done.made), n(done.parts));
        let which = match done.shard {
            None => String::new(),
            Some((shard, of)) => format!("shard {shard}/{of}: "),
        };
        let stopped = match done.is_stopped {
            false => String::new(),
            true => self.say(
                "onderbroken; dezelfde opdracht gaat verder waar dit ophield\n".to_owned(),
                "interrupted; the same command goes on where this ended\n".to_owned(),
            ),
        };
        let failed = match done.failed {
            None | Some(0) => String::new(),
            Some(failed) => self.failed_points(failed),
        };
        self.say(
            format!(
                "{which}{points} van de {of} punten staan in `{folder}`; \
                 {made} van de {parts} delen zijn nu gemaakt\n{failed}{stopped}"
            ),
            format!(
                "{which}{points} of {of} points are in `{folder}`; \
                 {made} of {parts} parts were made now\n{failed}{stopped}"
            ),
        )
    }

    /// Says how fast rows were written.
    pub(crate) fn sweep_rate(self, rows: u64, (seconds, each): (f64, f64)) -> String {
        let each = decimal(&format!("{each:.0}"), self.lang);
        let (rows, seconds) = (self.some_rows(rows), self.measured(seconds));
        self.say(
            format!("{rows} in {seconds} seconden: {each} rijen per seconde\n"),
            format!("{rows} in {seconds} seconds: {each} rows per second\n"),
        )
    }

    /// Says how far a sweep is.
    pub(crate) fn sweep_status(self, status: &SweepStatus<'_>) -> String {
        let n = |number: u64| self.count_of(number);
        let (folder, whole, parts) = (status.folder, n(status.whole), n(status.parts));
        let points = n(status.points);
        let mut text = self.say(
            format!("`{folder}`: {whole} van de {parts} delen heel, {points} punten in alle\n"),
            format!("`{folder}`: {whole} of {parts} parts whole, {points} points in all\n"),
        );
        if !status.broken.is_empty() {
            let named = named(status.broken);
            text += &self.say(
                format!("beschadigd of van een andere sweep: {named}\n"),
                format!("damaged, or of another sweep: {named}\n"),
            );
        }
        if status.failed > 0 {
            text += &self.failed_points(status.failed);
        }
        for (shard, (whole, of)) in status.shards.iter().enumerate() {
            let (whole, of) = (n(*whole), n(*of));
            text += &self.say(
                format!("shard {shard}: {whole} van {of}\n"),
                format!("shard {shard}: {whole} of {of}\n"),
            );
        }
        text
    }

    /// Says whether a sweep is sound.
    pub(crate) fn sweep_proof(self, proof: &SweepProof<'_>) -> String {
        let n = |number: u64| self.count_of(number);
        let (folder, parts, again) = (proof.folder, n(proof.parts), n(proof.recomputed));
        let mut text = String::new();
        if !proof.unsound.is_empty() {
            let named = named(proof.unsound);
            text += &self.say(
                format!("ontbreekt of is beschadigd: {named}\n"),
                format!("missing or damaged: {named}\n"),
            );
        }
        if !proof.differing.is_empty() {
            let named = named(proof.differing);
            text += &self.say(
                format!("opnieuw gerekend en anders: {named}\n"),
                format!("computed again and different: {named}\n"),
            );
        }
        if text.is_empty() {
            return self.say(
                format!(
                    "`{folder}` klopt: {parts} van de {parts} delen heel, \
                     {again} opnieuw gerekend en byte voor byte gelijk\n"
                ),
                format!(
                    "`{folder}` is sound: {parts} of {parts} parts whole, \
                     {again} computed again and the same byte by byte\n"
                ),
            );
        }
        text
    }

    fn failed_points(self, failed: u64) -> String {
        let failed = self.count_of(failed);
        self.say(
            format!("punten waarin een variant niet is uit te rekenen: {failed}\n"),
            format!("points at which a variant could not be computed: {failed}\n"),
        )
    }

    fn some_points(self, points: u64) -> String {
        self.several(points, ["punt", "punten"], ["point", "points"])
    }

    fn some_rows(self, rows: u64) -> String {
        self.several(rows, ["rij", "rijen"], ["row", "rows"])
    }

    fn some_parts(self, parts: u64) -> String {
        self.several(parts, ["deel", "delen"], ["part", "parts"])
    }

    /// Writes a measured number: with a decimal, or below one with its first two digits.
    fn measured(self, number: f64) -> String {
        let first = successors(Some(number), |number| Some(number * 10.0))
            .take(8)
            .position(|number| number >= 1.0);
        let digits = first.unwrap_or(0) + 1;
        decimal(&format!("{number:.digits$}"), self.lang)
    }

    fn count_of(self, number: u64) -> String {
        whole_number(i64::try_from(number).unwrap_or(i64::MAX), self.lang)
    }

    fn size_of(self, bytes: f64) -> String {
        let units = [(1e9, "GB"), (1e6, "MB"), (1e3, "kB")];
        let unit = units.into_iter().find(|(size, _)| bytes >= *size);
        let (size, unit) = unit.unwrap_or((1.0, "bytes"));
        let digits = usize::from(size > 1.0 && bytes / size < 10.0);
        let number = decimal(&format!("{:.digits$}", bytes / size), self.lang);
        format!("{number} {unit}")
    }

    fn core_time(self, seconds: f64) -> String {
        let units = [
            (3600.0, "kernuren", "core-hours"),
            (60.0, "kernminuten", "core-minutes"),
        ];
        let unit = units.into_iter().find(|(size, ..)| seconds >= *size);
        let (size, nl, en) = unit.unwrap_or((1.0, "kernseconden", "core-seconds"));
        let number = self.measured(seconds / size);
        let unit = self.word(nl, en);
        format!("{number} {unit}")
    }
}

/// Names some parts.
fn named(parts: &[u64]) -> String {
    let first: Vec<String> = parts.iter().take(NAMED).map(u64::to_string).collect();
    let more = if parts.len() > NAMED { ", …" } else { "" };
    format!("{}{more}", first.join(", "))
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::domain::Lang;

    #[test]
    fn measured_times_show_digits_that_tell() {
        let said = [
            (
                1,
                0.031_8,
                "1 rij in 0,032 seconden",
                "1 row in 0.032 seconds",
            ),
            (0, 0.5, "0 rijen in 0,50 seconden", "0 rows in 0.50 seconds"),
            (
                15_360,
                1.0,
                "15.360 rijen in 1,0 seconden",
                "15,360 rows in 1.0 seconds",
            ),
            (
                15_360,
                12.34,
                "15.360 rijen in 12,3 seconden",
                "15,360 rows in 12.3 seconds",
            ),
            (2, 0.0, "2 rijen in 0,0 seconden", "2 rows in 0.0 seconds"),
        ];
        for (rows, seconds, nl, en) in said {
            for (lang, expected) in [(Lang::Nl, nl), (Lang::En, en)] {
                let said = Sentences::new(lang).sweep_rate(rows, (seconds, 7.0));
                assert_eq!(said.split(':').next(), Some(expected));
            }
        }
    }
}
