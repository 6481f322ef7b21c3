// Times moved by a duration, as with an event that is put off.
#ifndef PLENARY_SERVICES_BASE_TIME_SHIFT_H_
#define PLENARY_SERVICES_BASE_TIME_SHIFT_H_

#include "absl/time/time.h"
#include "google/protobuf/timestamp.pb.h"
#include "google/type/interval.pb.h"

namespace plenary::base {

// Moves a time. One in the far future or past stays one that protobuf can hold (years 0001–9999).
void ShiftBy(absl::Duration shift, google::protobuf::Timestamp& time);
// Moves each end that is set.
void ShiftBy(absl::Duration shift, google::type::Interval& interval);

}  // namespace plenary::base

#endif  // PLENARY_SERVICES_BASE_TIME_SHIFT_H_
