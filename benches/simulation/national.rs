//! The national workload, and how studies are simulated in benches.

use std::path::Path;

use verdeel::simulation::{Draws, Model, SimulationRequest, Watch, simulate, with_threads};
use verdeel::study::Study;

/// Who does not look.
pub(crate) struct Nobody;

impl Watch for Nobody {
    fn done(&self, _draws: u64, _of: Option<u64>) {}

    fn is_stopped(&self) -> bool {
        false
    }
}

/// Opens the national workload as it is shipped.
pub(crate) fn shipped() -> Study {
    let root = Path::new(env!("CARGO_MANIFEST_DIR"));
    let read =
        |path: &str| std::fs::read_to_string(root.join(path)).map_err(|error| error.to_string());
    match Study::open("scenarios/national/benchmark.toml", &read) {
        Ok(study) => study,
        Err(refused) => panic!("the workload opens: {:?}", refused.problems),
    }
}

/// Simulates every variant of a study and returns the mean of the first amount, in cents.
pub(crate) fn drawn(study: &Study, draws: u64, threads: usize) -> i64 {
    let cases = study.opened.variants.iter().zip(&study.cases);
    let models: Vec<Model<'_>> = cases
        .map(|(variant, case)| Model {
            id: variant.id.clone(),
            title: variant.title.clone(),
            scenario: &variant.scenario,
            case,
            worlds: &[],
        })
        .collect();
    let request = SimulationRequest {
        draws: Draws::Fixed(draws),
        seed: 1,
        keep_draws: false,
    };
    let outcome = with_threads(Some(threads), || simulate(&models, &request, &Nobody));
    match outcome {
        Ok(simulated) => simulated.variants[0].series[0].band.mean.count(),
        Err(refusal) => panic!("{}", refusal.text.en),
    }
}
