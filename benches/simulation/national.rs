//! The national workload at any size, for the benches of the simulation.

use std::fmt::Write;
use std::path::Path;

use verdeel::simulation::{Draws, Model, SimulationRequest, Watch, simulate, with_threads};
use verdeel::study::Study;

/// How large a synthetic country is.
#[derive(Clone, Copy, Debug)]
pub(crate) struct Size {
    pub(crate) partnerships: usize,
    pub(crate) regions: usize,
    pub(crate) years: usize,
    pub(crate) variants: usize,
}

/// The size of `scenarios/national/benchmark.toml`.
pub(crate) const NATIONAL: Size = Size {
    partnerships: 120,
    regions: 30,
    years: 5,
    variants: 1,
};

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

/// Opens a synthetic country of a size, of the same make as the national workload.
pub(crate) fn country(size: Size) -> Study {
    let text = text(size);
    match Study::open("country.toml", &|_| Ok(text.clone())) {
        Ok(study) => study,
        Err(refused) => panic!("the country opens: {:?}", refused.problems),
    }
}

fn text(size: Size) -> String {
    let years: Vec<String> = (0..size.years)
        .map(|year| format!("\"{}/{}\"", 2020 + year, 2021 + year))
        .collect();
    // About what is needed in the third year, so that the ceiling binds half the time.
    let pot = size.partnerships * 1_490_000;
    let mut text = format!(
        "title = \"synthetic country\"\nyears = [{}]\ncounted = \"2018/2019\"\ngrowth = \"0 %\"\n\
         coverage = \"complete\"\n\
         [[component]]\nid = \"base\"\namount = 100_000\n\
         [[component]]\nid = \"per-student\"\namount = 955\nper = \"student\"\n\
         [[division]]\nid = \"national\"\npot = {pot}\npays = [\"base\", \"per-student\"]\n\
         protect = [\"base\"]\nshortage = \"proportional\"\nrate-step = 0.01\n\
         [[division]]\nid = \"over-regions\"\nfrom = \"partnership\"\nto = \"region\"\n\
         key = \"weights\"\n\
         [[uncertain]]\nid = \"growth\"\npath = \"growth\"\nper = \"partnership\"\n\
         years = \"each-year\"\nchange = \"factor\"\ngrade = \"assumption\"\n\
         distribution = {{ kind = \"lognormal\", mean = 0.01, sd = 0.06 }}\n\
         [simulation]\nlevels = [\"partnership\", \"region\"]\ncomponents = false\n\
         regions = false\nyears = false\n",
        years.join(", ")
    );
    for region in 0..size.regions {
        writeln!(text, "[[region]]\nid = \"r{region:04}\"").unwrap_or_default();
    }
    for partnership in 0..size.partnerships {
        let students = 800 + partnership * 37 % 1_300;
        let weights: Vec<String> = (0..1 + partnership % 4)
            .map(|step| {
                let region = (partnership * 7 + step) % size.regions;
                format!(
                    "r{region:04} = {}",
                    20 + (partnership * 31 + step * 577) % 1_900
                )
            })
            .collect();
        writeln!(
            text,
            "[[partnership]]\nid = \"p{partnership:05}\"\nstudents = {students}\n\
             region-weights = {{ {} }}",
            weights.join(", ")
        )
        .unwrap_or_default();
    }
    for variant in 1..size.variants {
        writeln!(
            text,
            "[[variant]]\nid = \"v{variant}\"\nset = {{ component.per-student.amount = {} }}",
            955 + variant
        )
        .unwrap_or_default();
    }
    text
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
