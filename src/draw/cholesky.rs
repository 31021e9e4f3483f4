//! The Cholesky factor of a table of correlations, one row after the other.

/// A triangle L of which L × Lᵀ is the table: rows up to and with the diagonal.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Cholesky {
    rows: Vec<Vec<f64>>,
}

impl Cholesky {
    /// Adds the row of one more number: its products with those before it and with itself. Returns
    /// whether it was added: not if what those before leave of it is at most `least`, or no number.
    pub fn push(&mut self, products: &[f64], own: f64, least: f64) -> bool {
        let mut row = self.solved(products);
        let shared: f64 = row.iter().map(|value| value * value).sum();
        let left = own - shared;
        let is_independent = left > least;
        if is_independent {
            row.push(left.sqrt());
            self.rows.push(row);
        }
        is_independent
    }

    /// Returns x of L x = b, for as many rows as there are.
    pub fn solved(&self, products: &[f64]) -> Vec<f64> {
        let mut solved: Vec<f64> = Vec::with_capacity(self.rows.len() + 1);
        for (row, product) in self.rows.iter().zip(products) {
            let known: f64 = row.iter().zip(&solved).map(|(l, x)| l * x).sum();
            solved.push((product - known) / row[solved.len()]);
        }
        solved
    }

    /// Returns x of Lᵀ x = b, so that of two steps comes the solution of the whole table.
    pub fn solved_back(&self, solved: &[f64]) -> Vec<f64> {
        let mut into = solved.to_vec();
        for at in (0..into.len().min(self.rows.len())).rev() {
            let known = self.rows.iter().zip(&into).skip(at + 1);
            let known: f64 = known.map(|(row, x)| row[at] * x).sum();
            into[at] = (into[at] - known) / self.rows[at][at];
        }
        into
    }

    /// Turns independent scores into correlated ones: L × scores.
    pub fn combine(&self, scores: &mut [f64]) {
        for (at, row) in self.rows.iter().enumerate().take(scores.len()).rev() {
            scores[at] = row.iter().zip(&*scores).map(|(l, z)| l * z).sum();
        }
    }
}
