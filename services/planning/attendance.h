// What happens to a schedule, and to how it is planned, when people come and go and events move.
#ifndef PLENARY_SERVICES_PLANNING_ATTENDANCE_H_
#define PLENARY_SERVICES_PLANNING_ATTENDANCE_H_

#include "absl/status/status.h"
#include "services/schedule/attendance.h"

namespace plenary::planning {

// Safe from several threads.
class Attendance : public schedule::Attendance {
 public:
  // The windows in which meetings are planned move with everything else.
  absl::Status EventMoved(storage::Change& change, const v1::Event& before,
                          const v1::Event& after) override;
};

}  // namespace plenary::planning

#endif  // PLENARY_SERVICES_PLANNING_ATTENDANCE_H_
