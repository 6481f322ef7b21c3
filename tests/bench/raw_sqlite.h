// The floor of a durable call: the bare engine, writing the rows that a server wrote.
#ifndef PLENARY_TESTS_BENCH_RAW_SQLITE_H_
#define PLENARY_TESTS_BENCH_RAW_SQLITE_H_

#include <cstdint>
#include <map>
#include <memory>
#include <string>
#include <vector>

namespace plenary::bench {

// The rows that registrations added to a database, in memory, to be written again elsewhere.
class WrittenRows {
 public:
  // What is in the database at `after` beyond `before`, a copy from before the registrations. Both
  // are files that no program uses. Throws std::runtime_error where that is not the same rows for
  // every registration.
  WrittenRows(const std::string& before, const std::string& after);
  ~WrittenRows();

  int64_t registrations() const { return registrations_; }
  // Rows of one registration, by table, those that it updates included.
  const std::map<std::string, int64_t>& rows_each() const { return rows_each_; }
  // Bytes of one registration's rows in a table, on average.
  double BytesEach(const std::string& table) const;

 private:
  friend class RawSqlite;
  struct Cell;
  struct Table;

  void AddTable(const std::string& name);

  int64_t registrations_ = 0;
  std::map<std::string, int64_t> rows_each_;
  std::vector<std::unique_ptr<Table>> tables_;
};

// Writes `rows` to the database at `path`, a copy of `before`, by SQLite's own interface from one
// thread, `group` registrations a commit, with the server's settings and its way of keeping the
// log short. Returns registrations a second.
double ReplayRaw(const WrittenRows& rows, const std::string& path, int group);

// Throws std::runtime_error where the databases at two paths don't hold the same rows.
void CheckSameRows(const std::string& one, const std::string& other);

}  // namespace plenary::bench

#endif  // PLENARY_TESTS_BENCH_RAW_SQLITE_H_
