//! The pool: every random number of a simulation once per block, however many models read it.
//!
//! Models that name the same uncertain number of the same owner in the same year read the same
//! column, so all of them see the same futures.

use std::collections::BTreeMap;

use super::bell::{Bell, Varied};
use super::floats::nearest;
use super::neighbours::{Neighbours, StreamAt};
use super::shape::shape;
use crate::domain::{Change, Distribution as Stated, Id, Uncertain};
use crate::draw::{
    BadNumber, Distribution, FARTHEST_SCORE, Key, Loadings, Stream, multiply, products,
};
use crate::engine::{Column, LANES};
use crate::money::Exact;

/// The position of a column in the pool.
pub(super) type ColumnAt = usize;

/// How a column comes about.
#[derive(Clone, Debug)]
enum Recipe {
    /// Standard normal scores, which several numbers have in common or points make values of.
    Scores(StreamAt),
    /// Scores that are in part those of another column.
    JointScores(StreamAt, Loadings, ColumnAt),
    /// Values of a distribution.
    Values(StreamAt, Distribution),
    /// Values of which the scores are in part those of another column.
    Joint(StreamAt, Distribution, Loadings, ColumnAt),
    /// Values that every point makes of scores.
    OfPoint(Bell, ColumnAt),
    /// What a drawn value makes of a yearly growth: a factor, never below zero.
    Growth(ColumnAt, Change, f64),
    /// The product of two columns.
    Times(ColumnAt, ColumnAt),
    /// The sum of two columns.
    Plus(ColumnAt, ColumnAt),
    /// The product of a column and values that nothing else reads.
    TimesDrawn(ColumnAt, StreamAt, Distribution),
    /// The product of a column and values that every point makes of scores, read nowhere else.
    TimesOfPoint(ColumnAt, Bell, ColumnAt),
    /// Part of another recipe.
    Inside,
}

/// All columns of a simulation, in an order in which each needs only those before it.
#[derive(Clone, Debug)]
pub(super) struct Pool {
    seed: u64,
    recipes: Vec<Recipe>,
    /// In the order of the recipes that read them, so that neighbours are drawn together.
    streams: Vec<Stream>,
    known: BTreeMap<String, ColumnAt>,
    sorts: Vec<Sort>,
    values: Vec<Named>,
    /// Means and deviations that differ from point to point.
    varied: Vec<Varied>,
    /// For each column whether it is another at every point.
    follows: Vec<bool>,
}

/// A column of values, and what they are of.
#[derive(Clone, Debug)]
pub(super) struct Named {
    /// Id of what is uncertain.
    pub(super) id: Id,
    pub(super) entity: String,
    pub(super) year: String,
    pub(super) node: ColumnAt,
}

/// A distribution as it is stated, and as it is drawn.
#[derive(Clone, Debug)]
struct Sort {
    id: Id,
    stated: (Stated, Exact),
    distribution: Distribution,
    /// The same, where points make its values.
    bell: Option<Bell>,
    /// The part of the variance that a group has in common.
    common: f64,
}

/// The columns of one block.
#[derive(Clone, Debug)]
pub(super) struct Drawn {
    columns: Vec<Column>,
    neighbours: Neighbours,
    /// What varies between points, lane by lane.
    varied: Vec<Column>,
    /// After so many lanes the same draws come again.
    draws: usize,
}

impl Pool {
    pub(super) fn new(seed: u64) -> Pool {
        Pool {
            seed,
            recipes: Vec::new(),
            streams: Vec::new(),
            known: BTreeMap::new(),
            sorts: Vec::new(),
            values: Vec::new(),
            varied: Vec::new(),
            follows: Vec::new(),
        }
    }

    /// Notes which means and deviations differ from point to point, before anything reads them.
    pub(super) fn vary<'v>(&mut self, varied: impl Iterator<Item = &'v Varied>) {
        self.varied.extend(varied.cloned());
    }

    /// Returns the column of the values of an uncertain number of one owner in one year.
    ///
    /// # Errors
    ///
    /// What is wrong with its distribution.
    pub(super) fn values(
        &mut self,
        of: &Uncertain,
        entity: &str,
        year: &str,
    ) -> Result<ColumnAt, BadNumber> {
        let sort = self.sort(of)?;
        let name = format!("{sort}|{entity}|{year}");
        if let Some(node) = self.known.get(&name) {
            return Ok(*node);
        }
        let Sort {
            distribution,
            bell,
            common,
            ..
        } = self.sorts[sort].clone();
        let joint = match common > 0.0 {
            true => Some((Loadings::new(&[common.sqrt()])?, self.common(of, year))),
            false => None,
        };
        let own = self.read(of.id.as_str(), entity, year);
        let recipe = match (bell, joint) {
            (None, None) => Recipe::Values(own, distribution),
            (None, Some((loadings, common))) => Recipe::Joint(own, distribution, loadings, common),
            (Some(bell), joint) => {
                let scores = match joint {
                    None => Recipe::Scores(own),
                    Some((loadings, common)) => Recipe::JointScores(own, loadings, common),
                };
                Recipe::OfPoint(bell, self.add(format!("scores|{name}"), scores))
            }
        };
        let node = self.add(name, recipe);
        self.values.push(Named {
            id: of.id.clone(),
            entity: entity.to_owned(),
            year: year.to_owned(),
            node,
        });
        Ok(node)
    }

    /// Returns the columns of values that these columns are made of, before any are joined.
    pub(super) fn values_behind(&self, read: impl Iterator<Item = ColumnAt>) -> Vec<&Named> {
        let mut is_read = vec![false; self.recipes.len()];
        read.for_each(|node| is_read[node] = true);
        for (node, recipe) in self.recipes.iter().enumerate().rev() {
            match recipe {
                _ if !is_read[node] => {}
                Recipe::Growth(values, ..) => is_read[*values] = true,
                Recipe::Times(left, right) | Recipe::Plus(left, right) => {
                    is_read[*left] = true;
                    is_read[*right] = true;
                }
                Recipe::Scores(_)
                | Recipe::JointScores(..)
                | Recipe::Values(..)
                | Recipe::Joint(..)
                | Recipe::OfPoint(..)
                | Recipe::TimesDrawn(..)
                | Recipe::TimesOfPoint(..)
                | Recipe::Inside => {}
            }
        }
        let values = self.values.iter();
        values.filter(|named| is_read[named.node]).collect()
    }

    /// Returns the position of the sort of an uncertain number. Another distribution under the same
    /// id is another sort of numbers from the same stream.
    ///
    /// # Errors
    ///
    /// What is wrong with its distribution.
    fn sort(&mut self, of: &Uncertain) -> Result<usize, BadNumber> {
        let mut known = self.sorts.iter();
        if let Some(sort) = known.position(|sort| sort.is_of(of)) {
            return Ok(sort);
        }
        self.sorts.push(Sort {
            id: of.id.clone(),
            stated: (of.distribution.clone(), of.common.clone()),
            bell: Bell::of((&of.id, &of.distribution), &self.varied)?,
            distribution: Distribution::new(&shape(&of.distribution))?,
            common: nearest(&of.common),
        });
        Ok(self.sorts.len() - 1)
    }

    /// Returns the column of yearly growth factors that drawn values make of a growth.
    pub(super) fn growth(&mut self, values: ColumnAt, change: Change, growth: &Exact) -> ColumnAt {
        if change == Change::Factor && growth.is_zero() {
            return values;
        }
        let name = format!("growth|{values}|{change:?}|{growth}");
        self.add(name, Recipe::Growth(values, change, nearest(growth)))
    }

    /// Returns the column of products.
    pub(super) fn times(&mut self, left: ColumnAt, right: ColumnAt) -> ColumnAt {
        self.add(format!("times|{left}|{right}"), Recipe::Times(left, right))
    }

    /// Returns the column of sums.
    pub(super) fn plus(&mut self, left: ColumnAt, right: ColumnAt) -> ColumnAt {
        self.add(format!("plus|{left}|{right}"), Recipe::Plus(left, right))
    }

    /// Returns the column of the scores that the numbers of a year have in common.
    fn common(&mut self, of: &Uncertain, year: &str) -> ColumnAt {
        let name = format!("{}|common|{year}", of.id);
        if let Some(node) = self.known.get(&name) {
            return *node;
        }
        let stream = self.read(&format!("{}/common", of.id), "", year);
        self.add(name, Recipe::Scores(stream))
    }

    /// Returns a new place for a stream that a recipe reads.
    fn read(&mut self, purpose: &str, entity: &str, year: &str) -> StreamAt {
        self.streams.push(self.stream(purpose, entity, year));
        self.streams.len() - 1
    }

    /// Returns the stream of something that may happen.
    pub(super) fn stream(&self, purpose: &str, entity: &str, year: &str) -> Stream {
        Stream::new(&Key {
            seed: self.seed,
            purpose,
            entity,
            year,
        })
    }

    fn add(&mut self, name: String, recipe: Recipe) -> ColumnAt {
        if let Some(node) = self.known.get(&name) {
            return *node;
        }
        self.recipes.push(recipe);
        let node = self.recipes.len() - 1;
        self.known.insert(name, node);
        node
    }

    /// Finds what is another at every point, and draws values that only one product reads inside
    /// that product, without a column of their own; `written` are the columns that models read.
    pub(super) fn join(&mut self, written: impl Iterator<Item = ColumnAt>) {
        self.find_what_follows();
        let mut readers = vec![0_usize; self.recipes.len()];
        written.for_each(|node| readers[node] += 1);
        for recipe in &self.recipes {
            match recipe {
                Recipe::Joint(.., node)
                | Recipe::JointScores(.., node)
                | Recipe::OfPoint(_, node)
                | Recipe::Growth(node, ..) => readers[*node] += 1,
                Recipe::Times(left, right) | Recipe::Plus(left, right) => {
                    readers[*left] += 1;
                    readers[*right] += 1;
                }
                Recipe::Scores(_)
                | Recipe::Values(..)
                | Recipe::TimesDrawn(..)
                | Recipe::TimesOfPoint(..)
                | Recipe::Inside => {}
            }
        }
        for node in 0..self.recipes.len() {
            let Recipe::Times(left, right) = self.recipes[node] else {
                continue;
            };
            let joined = match &self.recipes[right] {
                Recipe::Values(stream, distribution) if !self.follows[left] => {
                    Recipe::TimesDrawn(left, *stream, distribution.clone())
                }
                Recipe::OfPoint(bell, scores) => Recipe::TimesOfPoint(left, bell.clone(), *scores),
                _ => continue,
            };
            if readers[right] == 1 {
                self.recipes[right] = Recipe::Inside;
                self.recipes[node] = joined;
            }
        }
    }

    fn find_what_follows(&mut self) {
        self.follows = vec![false; self.recipes.len()];
        for (node, recipe) in self.recipes.iter().enumerate() {
            self.follows[node] = match recipe {
                Recipe::OfPoint(..) | Recipe::TimesOfPoint(..) => true,
                Recipe::Growth(from, ..) => self.follows[*from],
                Recipe::Times(left, right) | Recipe::Plus(left, right) => {
                    self.follows[*left] || self.follows[*right]
                }
                Recipe::Scores(_)
                | Recipe::JointScores(..)
                | Recipe::Values(..)
                | Recipe::Joint(..)
                | Recipe::TimesDrawn(..)
                | Recipe::Inside => false,
            };
        }
    }

    /// Makes room for the columns of a block.
    pub(super) fn room(&self) -> Drawn {
        Drawn {
            columns: vec![[0.0; LANES]; self.recipes.len()],
            neighbours: Neighbours::default(),
            varied: vec![[0.0; LANES]; self.varied.len()],
            draws: LANES,
        }
    }

    /// Draws the block that begins at `first`, but for what is another at every point.
    pub(super) fn draw(&self, first: u64, drawn: &mut Drawn) {
        drawn.draws = LANES;
        self.make(first, drawn, false);
    }

    /// Makes what is another at every point, of what varies between points.
    pub(super) fn follow(&self, drawn: &mut Drawn) {
        self.make(0, drawn, true);
    }

    fn make(&self, first: u64, drawn: &mut Drawn, follows: bool) {
        for (node, recipe) in self.recipes.iter().enumerate() {
            if self.follows.get(node).copied().unwrap_or_default() != follows {
                continue;
            }
            let Drawn {
                columns,
                neighbours,
                varied,
                ..
            } = &mut *drawn;
            let (before, rest) = columns.split_at_mut(node);
            let column = &mut rest[0];
            let drawn_from = (self.streams.as_slice(), first);
            match recipe {
                Recipe::Inside => {}
                Recipe::OfPoint(bell, scores) => {
                    bell.write(varied, &before[*scores], None, column);
                }
                Recipe::JointScores(stream, loadings, common) => {
                    *column = *neighbours.scores(drawn_from, *stream);
                    loadings.combine(&[&before[*common]], column);
                }
                Recipe::Scores(stream) => {
                    *column = *neighbours.scores(drawn_from, *stream);
                }
                Recipe::Values(stream, distribution) => {
                    neighbours.sample(drawn_from, (*stream, distribution), column);
                }
                Recipe::TimesDrawn(left, stream, distribution) => {
                    neighbours.sample(drawn_from, (*stream, distribution), column);
                    multiply(column, &before[*left]);
                }
                Recipe::TimesOfPoint(left, bell, scores) => {
                    bell.write(varied, &before[*scores], Some(&before[*left]), column);
                }
                Recipe::Joint(stream, distribution, loadings, common) => {
                    *column = *neighbours.scores(drawn_from, *stream);
                    loadings.combine(&[&before[*common]], column);
                    distribution.at_scores(column);
                }
                Recipe::Growth(values, change, growth) => {
                    for (own, value) in column.iter_mut().zip(&before[*values]) {
                        *own = grown(*value, *change, *growth);
                    }
                }
                Recipe::Times(left, right) => {
                    products(&before[*left], &before[*right], column);
                }
                Recipe::Plus(left, right) => {
                    let lanes = before[*left].iter().zip(&before[*right]);
                    for (own, (left, right)) in column.iter_mut().zip(lanes) {
                        *own = left + right;
                    }
                }
            }
        }
    }

    /// Returns the greatest value of every column.
    pub(super) fn greatest(&self) -> Vec<f64> {
        let mut greatest: Vec<f64> = Vec::new();
        for recipe in &self.recipes {
            greatest.push(match recipe {
                Recipe::Scores(_) | Recipe::JointScores(..) => FARTHEST_SCORE,
                Recipe::OfPoint(bell, _) => bell.farthest(),
                Recipe::Values(_, distribution) | Recipe::Joint(_, distribution, ..) => {
                    farthest(distribution)
                }
                Recipe::TimesDrawn(left, _, distribution) => {
                    greatest[*left] * farthest(distribution)
                }
                Recipe::TimesOfPoint(left, bell, _) => greatest[*left] * bell.farthest(),
                Recipe::Growth(values, change, growth) => {
                    grown(greatest[*values], *change, *growth)
                }
                Recipe::Times(left, right) => greatest[*left] * greatest[*right],
                Recipe::Plus(left, right) => greatest[*left] + greatest[*right],
                Recipe::Inside => 0.0,
            });
        }
        greatest
    }
}

impl Sort {
    fn is_of(&self, one: &Uncertain) -> bool {
        let (distribution, common) = &self.stated;
        (&self.id, distribution, common) == (&one.id, &one.distribution, &one.common)
    }
}

impl Drawn {
    /// Returns a column.
    pub(super) fn column(&self, node: ColumnAt) -> &Column {
        &self.columns[node]
    }

    /// Writes what varies between points at a position.
    pub(super) fn write_moment(&mut self, at: usize, values: Column) {
        self.varied[at] = values;
    }

    /// Lets the first so many draws come again and again in the lanes after them.
    pub(super) fn repeat(&mut self, draws: usize) {
        self.draws = draws;
        let mut columns = std::mem::take(&mut self.columns);
        columns
            .iter_mut()
            .for_each(|lanes| self.repeat_lanes(lanes));
        self.columns = columns;
    }

    /// The same with what belongs to the lanes.
    pub(super) fn repeat_lanes<T: Copy>(&self, lanes: &mut [T; LANES]) {
        for lane in self.draws..LANES {
            lanes[lane] = lanes[lane - self.draws];
        }
    }
}

/// Returns a value that no draw exceeds: a joint score is at most √2 times the farthest of one.
fn farthest(distribution: &Distribution) -> f64 {
    let mut values = [FARTHEST_SCORE * std::f64::consts::SQRT_2];
    distribution.at_scores(&mut values);
    values[0]
}

/// Returns the growth factor that a drawn value makes of a growth.
fn grown(value: f64, change: Change, growth: f64) -> f64 {
    let factor = match change {
        Change::Value => 1.0 + value,
        Change::Factor => (1.0 + growth) * value,
        Change::Difference => 1.0 + growth + value,
    };
    factor.max(0.0)
}
