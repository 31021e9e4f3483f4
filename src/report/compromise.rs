//! Compromises as text: what mixes nobody vetoes, the least worst regret, and what clashes.

use super::comparison::CompareView;
use super::grid::{Look, matrix};
use super::wording::{Sentences, euros};
use crate::money::{Cents, Exact, Rounding};
use crate::results::comparison::{Period, Recipient};
use crate::results::compromise::{Clash, Compromise, JudgedOn, Mix, Pick, Term};

/// Most mixes that a table shows; of more, the models and those with the least worst regret.
const MOST_ROWS: usize = 15;

/// Most parties whose amounts are columns.
const MOST_COLUMNS: usize = 8;

/// Most clashes that are told.
const MOST_CLASHES: usize = 3;

struct Shown<'a> {
    found: &'a Compromise,
    period: &'a Period,
    models: Vec<String>,
    parties: Vec<String>,
    look: Look,
    say: Sentences,
}

/// Returns the compromises of a comparison as text; nothing where none were looked for.
pub fn compromise_text(view: CompareView<'_>, look: Look) -> String {
    let (Some(found), Some(period)) = (view.compromise, view.comparison.periods.last()) else {
        return String::new();
    };
    let models = view.comparison.models.iter();
    let parties = period.votes.parties.iter();
    let shown = Shown {
        found,
        period,
        models: models.map(|(id, _)| id.clone()).collect(),
        parties: parties.map(|party| party.id.to_string()).collect(),
        look,
        say: Sentences::new(look.lang),
    };
    let say = shown.say;
    let sentences = [shown.regret(), shown.wished(), shown.vetoes()].concat();
    let sentences: String = sentences.iter().map(|one| format!("{one}\n")).collect();
    let head = say.mixes_of(&shown.models);
    format!(
        "\n{head}\n{sentences}{}\n{}{}{}{}",
        say.what_a_mix_is(),
        shown.clashes(),
        shown.table(),
        shown.notes(),
        shown.payouts(),
    )
}

impl Shown<'_> {
    fn mix(&self, at: usize) -> &Mix {
        &self.found.mixes[at]
    }

    fn names(&self, parties: &[usize]) -> Vec<String> {
        let names = parties.iter().map(|party| self.parties[*party].clone());
        names.collect()
    }

    fn wishes(&self, positions: &[usize]) -> Vec<String> {
        let wishes = positions.iter().map(|at| &self.found.wishes[*at]);
        wishes.map(|wish| wish.check.id.to_string()).collect()
    }

    /// Returns the positions of the wishes that can be read from a mix.
    fn readable(&self) -> Vec<usize> {
        let wishes = self.found.wishes.iter().enumerate();
        let readable = wishes.filter(|(_, wish)| wish.on == JudgedOn::Mixes);
        readable.map(|(at, _)| at).collect()
    }

    fn least_worst(&self, picks: &[Pick]) -> Option<String> {
        let first = self.mix(picks.first()?.mix);
        let mixes = picks.iter().map(|pick| {
            let weights = &self.mix(pick.mix).weights;
            self.say.exact_mix(&self.models, weights)
        });
        let mixes: Vec<String> = mixes.collect();
        let who = self.names(&first.worst_for());
        Some(self.say.least_worst(&mixes, &first.worst(), &who))
    }

    fn regret(&self) -> Vec<String> {
        let least = self.least_worst(&self.found.least);
        vec![least.unwrap_or_else(|| self.say.all_vetoed().to_owned())]
    }

    fn wished(&self) -> Vec<String> {
        let readable = self.readable();
        if let Some(least) = self.least_worst(&self.found.fulfilling) {
            let wishes = self.wishes(&readable);
            if self.found.fulfilling == self.found.least {
                return vec![self.say.also_fulfilling(&wishes)];
            }
            return vec![format!("{} {least}", self.say.among_fulfilling(&wishes))];
        }
        match readable.is_empty() || self.found.least.is_empty() {
            true => Vec::new(),
            false => vec![self.say.none_satisfies().to_owned()],
        }
    }

    fn vetoes(&self) -> Vec<String> {
        let mut parties = self.period.votes.parties.iter();
        let mut lines = Vec::new();
        if parties.all(|party| party.floor.is_none()) {
            lines.push(self.say.no_floors().to_owned());
        } else if !self.found.allowed.is_empty() {
            lines.push(self.say.reach(&self.models, &self.found.allowed));
        }
        if self.has_totals() {
            lines.push(self.say.totals_differ().to_owned());
        }
        lines
    }

    /// Says whether the models divide different totals.
    fn has_totals(&self) -> bool {
        let totals: Vec<Cents> = self.period.sums.iter().map(|one| one.total).collect();
        totals.iter().any(|total| Some(total) != totals.first())
    }

    /// Returns the mixes that are shown, by position.
    fn rows(&self) -> Vec<usize> {
        let all = 0..self.found.mixes.len();
        if all.len() <= MOST_ROWS {
            return all.collect();
        }
        let is_picked = |at: &usize| {
            let mut picks = self.found.least.iter().chain(&self.found.fulfilling);
            self.mix(*at).is_model().is_some() || picks.any(|pick| pick.mix == *at)
        };
        let mut rows: Vec<usize> = all.clone().filter(is_picked).collect();
        let others = all.filter(|at| self.mix(*at).is_undominated && !is_picked(at));
        let mut others: Vec<usize> = others.collect();
        others.sort_by_cached_key(|at| (self.mix(*at).worst(), *at));
        others.truncate(MOST_ROWS.saturating_sub(rows.len()));
        rows.extend(others);
        rows.sort_unstable();
        rows
    }

    fn near(&self, cents: &Exact) -> String {
        euros(cents.to_cents(Rounding::HalfUp), self.look.lang)
    }

    fn table(&self) -> String {
        let [total, regret, votes, wishes, floor, pareto] = self.say.mix_columns();
        let rows = self.rows();
        let shown = || rows.iter().map(|at| self.mix(*at));
        let mut columns: Vec<(String, Vec<String>)> = Vec::new();
        let mut add = |name: &str, cell: &dyn Fn(&Mix) -> String| {
            columns.push((name.to_owned(), shown().map(cell).collect()));
        };
        if self.parties.len() <= MOST_COLUMNS {
            for (party, name) in self.parties.iter().enumerate() {
                add(name, &|mix| self.near(&mix.amounts[party]));
            }
        }
        if self.has_totals() {
            add(total, &|mix| self.near(&mix.total));
        }
        add(regret, &|mix| self.near(&mix.worst()));
        add(votes, &|mix| format!("{} / {}", mix.votes.0, mix.votes.1));
        if !self.readable().is_empty() {
            add(wishes, &|mix| self.wishes(&mix.failing).join(", "));
        }
        if shown().any(|mix| !mix.vetoed_by.is_empty()) {
            add(floor, &|mix| self.names(&mix.vetoed_by).join(", "));
        }
        add(pareto, &|mix| match mix.is_undominated {
            true => self.say.yes().to_owned(),
            false => String::new(),
        });
        let heads: Vec<String> = columns.iter().map(|(head, _)| head.clone()).collect();
        let lines = shown().enumerate().map(|(line, mix)| {
            let cells = columns.iter().map(|(_, cells)| cells[line].clone());
            (self.say.mix(&self.models, &mix.weights), cells.collect())
        });
        let lines: Vec<(String, Vec<String>)> = lines.collect();
        let undominated = self.found.mixes.iter().filter(|mix| mix.is_undominated);
        let (listed, undominated) = (self.found.mixes.len(), undominated.count());
        let head = self.say.mixes(rows.len(), listed, undominated);
        format!("\n{head}\n{}\n", matrix(&heads, &lines, self.look))
    }

    fn notes(&self) -> String {
        let baseline = self.models.first().map_or("", String::as_str);
        let mut lines = vec![self.say.mix_votes(baseline)];
        for wish in &self.found.wishes {
            let JudgedOn::Models(models) = &wish.on else {
                continue;
            };
            let with = |outcome: bool| -> Vec<String> {
                let models = self.models.iter().zip(models);
                let models = models.filter(|(_, holds)| **holds == Some(outcome));
                models.map(|(id, _)| id.clone()).collect()
            };
            let id = wish.check.id.as_str();
            lines.push(self.say.only_on_models(id, &with(true), &with(false)));
        }
        lines.iter().map(|line| format!("- {line}\n")).collect()
    }

    fn clashes(&self) -> String {
        let clashes = &self.found.clashes;
        let mut text: String = clashes
            .iter()
            .take(MOST_CLASHES)
            .map(|clash| self.clash(clash))
            .collect();
        let more = clashes.len().saturating_sub(MOST_CLASHES);
        if more > 0 {
            text += &format!("- {}\n", self.say.more_clashes(more));
        }
        text
    }

    fn clash(&self, clash: &Clash) -> String {
        let term = |term: Term| match term {
            Term::Floor(party) => self.say.floor_of(&self.parties[party]),
            Term::Wish(wish) => self.say.wish_called(&self.wishes(&[wish]).concat()),
        };
        let terms = clash.ways_out.iter().map(|way| term(way.term));
        let head = self
            .say
            .clashing(&terms.collect::<Vec<_>>(), clash.is_smallest);
        let ways = clash.ways_out.iter().map(|way| {
            let at = self.say.exact_mix(&self.models, &way.weights);
            let way = self
                .say
                .gives_way(&term(way.term), way.gives, &at, way.keeps_all);
            format!("  - {way}\n")
        });
        format!("- {head}\n{}", ways.collect::<String>())
    }

    /// What the mixes that stand out pay each recipient, with a column per year.
    fn payouts(&self) -> String {
        let mut picks: Vec<&Pick> = self.found.least.iter().collect();
        let fulfilling = self.found.fulfilling.iter();
        picks.extend(fulfilling.filter(|pick| self.found.least.iter().all(|own| own != *pick)));
        let tables = picks.into_iter().map(|pick| {
            let years: Vec<String> = pick
                .payouts
                .iter()
                .map(|one| one.year.to_string())
                .collect();
            let mut recipients: Vec<&Recipient> = Vec::new();
            let parts = || pick.payouts.iter().flat_map(|payout| &payout.parts);
            for (recipient, ..) in parts() {
                if !recipients.contains(&recipient) {
                    recipients.push(recipient);
                }
            }
            let sums = |own: &dyn Fn(&Recipient) -> bool| -> Vec<String> {
                let sums = pick.payouts.iter().map(|payout| {
                    let parts = payout.parts.iter().filter(|(recipient, ..)| own(recipient));
                    parts.map(|(_, _, amount)| *amount).sum::<Cents>()
                });
                sums.map(|sum| euros(sum, self.look.lang)).collect()
            };
            let rows = recipients.into_iter().map(|one| {
                let kind = self.say.kind(one.kind);
                (format!("{} ({kind})", one.id), sums(&|other| other == one))
            });
            let mut rows: Vec<(String, Vec<String>)> = rows.collect();
            rows.push((self.say.total().to_owned(), sums(&|_| true)));
            let mix = self.say.mix(&self.models, &self.mix(pick.mix).weights);
            let head = self.say.paid_by(&mix);
            format!("\n{head}\n{}\n", matrix(&years, &rows, self.look))
        });
        tables.collect()
    }
}
