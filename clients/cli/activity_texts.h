// What every command that shows activities says of one.
#ifndef PLENARY_CLIENTS_CLI_ACTIVITY_TEXTS_H_
#define PLENARY_CLIENTS_CLI_ACTIVITY_TEXTS_H_

#include <string>

#include "absl/time/time.h"
#include "google/type/interval.pb.h"
#include "plenary/v1/schedule.pb.h"

namespace plenary::cli {

absl::Time StartOf(const google::type::Interval& interval);
absl::Time EndOf(const google::type::Interval& interval);

// The session's, meeting's or booking's.
google::type::Interval IntervalOf(const v1::Activity& activity);
std::string NameOf(const v1::Activity& activity);
// In `language`, else English, else the first; of a meeting without one, the ids of its parties.
std::string TitleOf(const v1::Activity& activity, const std::string& language);

}  // namespace plenary::cli

#endif  // PLENARY_CLIENTS_CLI_ACTIVITY_TEXTS_H_
