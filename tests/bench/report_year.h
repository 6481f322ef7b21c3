// The figure `report_year` of the bench group `thread`.
#ifndef PLENARY_TESTS_BENCH_REPORT_YEAR_H_
#define PLENARY_TESTS_BENCH_REPORT_YEAR_H_

namespace plenary::bench {

// Measures WriteReport over 200 events and 5,000 action items against reading the rows it tells of
// once, through the lists that anybody may call, and prints the figure.
void MeasureReportYear();

}  // namespace plenary::bench

#endif  // PLENARY_TESTS_BENCH_REPORT_YEAR_H_
