//! A synthetic country of any size, of the same make as the national workload.

use std::fmt::Write;

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

/// Opens a country of a size.
pub(crate) fn country(size: Size) -> Study {
    let text = text(size);
    match Study::open("country.toml", &|_| Ok(text.clone())) {
        Ok(study) => study,
        Err(refused) => panic!("the country opens: {:?}", refused.problems),
    }
}

fn text(size: Size) -> String {
    let years: Vec<String> = (0..size.years)
        .map(|year| format!("\"{}/{}\"", 1992 + year, 1993 + year))
        .collect();
    // About what is needed in the third year, so that the ceiling binds half the time.
    let pot = size.partnerships * 1_490_000;
    let mut text = format!(
        "title = \"synthetic country\"\nyears = [{}]\ncounted = \"1990/1991\"\ngrowth = \"0 %\"\n\
         coverage = \"complete\"\n\
         [[component]]\nid = \"base\"\namount = 100_000\n\
         [[component]]\nid = \"per-student\"\namount = 955\nper = \"student\"\n\
         [[division]]\nid = \"national\"\npot = {pot}\npays = [\"base\", \"per-student\"]\n\
         protect = [\"base\"]\nshortage = \"proportional\"\nrate-step = 0.01\n\
         [[division]]\nid = \"over-regions\"\nfrom = \"partnership\"\nto = \"region\"\n\
         key = \"weights\"\n\
         [[uncertain]]\nid = \"growth\"\npath = \"growth\"\nper = \"partnership\"\n\
         years = \"each-year\"\nchange = \"factor\"\ngrade = \"assumption\"\n\
         distribution = {{ kind = \"lognormal\", mean = 0, sd = 0.005 }}\n\
         [simulation]\nlevels = [\"partnership\", \"region\"]\ncomponents = false\n\
         regions = false\nyears = false\ndifferences = false\n",
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
