# Opens the folder of a sweep in R: the rows of all parts add up to its summary, to the cent.
#
#   Rscript tests/r/folder.R FOLDER POINTS
#
# Through the reader of Arrow, here that of Python: Debian brings R and reticulate, and neither of
# the packages of R that read Parquet by themselves.

asked <- commandArgs(trailingOnly = TRUE)
folder <- asked[1]
points <- as.integer(asked[2])
parquet <- reticulate::import("pyarrow.parquet")

# Returns a file as a data frame. Whole numbers become doubles, exact below 2^53.
frame <- function(name) {
  table <- parquet$read_table(file.path(folder, name))
  column <- function(name) {
    cells <- table$column(name)
    switch(as.character(cells$type),
      string = cells$fill_null("")$to_pylist(),
      cells$cast("float64")$to_pylist()
    )
  }
  as.data.frame(sapply(table$column_names, column, simplify = FALSE))
}

series <- c("variant", "kind", "recipient", "region", "component", "year")
parts <- file.path("parts", list.files(file.path(folder, "parts")))
rows <- do.call(rbind, lapply(parts, frame))
summary <- frame("summary.parquet")
drawn <- frame("points.parquet")

stopifnot(
  nrow(drawn) == points,
  identical(sort(unique(rows$point)), sort(drawn$point)),
  nrow(rows) == sum(summary$runs),
  nrow(rows) == points * nrow(summary)
)
added <- aggregate(rows["cents"], rows[series], sum)
both <- merge(added, summary, by = series)
stopifnot(
  nrow(both) == nrow(summary),
  sprintf("%.0f", both$cents) == both$sum_cents,
  tapply(rows$cents, do.call(paste, rows[series]), min)[do.call(paste, summary[series])] ==
    summary$least_cents
)
cat(nrow(rows), "rows of", length(parts), "parts add up to", nrow(summary), "series\n")
