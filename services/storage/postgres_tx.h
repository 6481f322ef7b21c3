// What the two kinds of transaction have in common: the budget of a body, and what became of it.
#ifndef PLENARY_SERVICES_STORAGE_POSTGRES_TX_H_
#define PLENARY_SERVICES_STORAGE_POSTGRES_TX_H_

#include <algorithm>
#include <cstddef>
#include <cstdint>
#include <exception>
#include <utility>

#include "absl/status/status.h"
#include "absl/strings/string_view.h"
#include "absl/time/clock.h"
#include "absl/time/time.h"
#include "absl/types/span.h"
#include "services/base/clock.h"
#include "services/storage/engine_log.h"
#include "services/storage/postgres_errors.h"
#include "services/storage/store.h"

namespace plenary::storage::postgres {

// What one body may do before it is refused with TRANSACTION_TOO_LARGE.
inline constexpr int64_t kMaxStatements = 20'000;  // unless it asks for more
inline constexpr absl::Duration kMaxBodyTime = absl::Seconds(10);

// A lost session is noticed after this long; longer than statement_timeout, whose refusal is the
// better answer.
inline constexpr absl::Duration kAnswerTime = absl::Seconds(40);
inline absl::Time AnswerDeadline() { return absl::Now() + kAnswerTime; }

class PostgresTx : public Tx {
 public:
  explicit PostgresTx(absl::Time now)
      : now_(absl::FromUnixMicros(absl::ToUnixMicros(now))), started_(absl::Now()) {}

  absl::Status Run(Statement statement) override { return RunAll({&statement, 1}); }
  void AllowStatements(int64_t most) override {
    most_statements_ = std::max(most_statements_, most);
  }
  absl::Time now() const override { return now_; }
  absl::string_view engine() const override { return "postgresql"; }

  // The first error of this transaction; what the body returns cannot undo it.
  const absl::Status& broken() const { return broken_; }

 protected:
  // Whether `count` more statements may run.
  absl::Status Spend(size_t count) {
    if (!broken_.ok()) return broken_;
    statements_ += static_cast<int64_t>(count);
    if (statements_ > most_statements_ || absl::Now() - started_ > kMaxBodyTime) {
      broken_ = TransactionTooLarge();
    }
    return broken_;
  }
  absl::Status Break(absl::Status status) { return broken_ = std::move(status); }

 private:
  const absl::Time now_;
  const absl::Time started_;
  int64_t statements_ = 0;
  int64_t most_statements_ = kMaxStatements;
  absl::Status broken_;
};

// Runs `body`; an exception that leaves it becomes INTERNAL.
inline absl::Status RunContained(const Body& body, Tx& tx) {
  try {
    return body(tx);
  } catch (const std::exception& exception) {
    LogEngineError("postgresql", "a transaction body", "", exception.what());
    return RefusalOf("XX000");
  }
}

}  // namespace plenary::storage::postgres

#endif  // PLENARY_SERVICES_STORAGE_POSTGRES_TX_H_
