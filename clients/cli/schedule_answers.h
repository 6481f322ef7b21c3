// Answers about schedules that people look at: drawn, grouped by day, or asked about.
#ifndef PLENARY_CLIENTS_CLI_SCHEDULE_ANSWERS_H_
#define PLENARY_CLIENTS_CLI_SCHEDULE_ANSWERS_H_

#include <string>
#include <vector>

#include "clients/cli/session.h"
#include "google/protobuf/message.h"
#include "plenary/v1/schedule.pb.h"

namespace plenary::cli {

// What stands on the command line beside a request.
struct ScheduleFlags {
  std::vector<std::string> who;  // as they are typed
  std::string event;             // "events/…" or empty
  std::string day;               // "2023-04-18" or empty
  std::string room;
  bool is_wip = false;   // the work in progress instead of what was released
  bool preview = false;  // show, and no more
  bool yes = false;      // don't ask
};

// The days of an event as rooms × time: the one of the flags, else each on which something takes
// place. What does not fit is marked, and told below.
int ShowDays(const Session& session, const ScheduleFlags& flags);

// Where somebody or something is, by day; the programme of an event or a delegation; or bars of
// when they are busy. `request` is a GetItinerary-, GetProgramme- or QueryFreeBusyRequest without
// its subjects.
int ShowSubject(const Session& session, const ScheduleFlags& flags,
                google::protobuf::Message& request);

// Times, the best first. kRefused where there is none: then what stands in the way.
int SuggestTimes(const Session& session, const v1::SuggestTimesRequest& request);

// What differs between two versions, a line each.
int ShowDiff(const Session& session, v1::DiffPlansRequest request);

// What a delay entails. Asks, and moves all that has to. kRefused where something cannot give way.
int RunLate(const Session& session, const ScheduleFlags& flags,
            const v1::PreviewDelayRequest& request);

}  // namespace plenary::cli

#endif  // PLENARY_CLIENTS_CLI_SCHEDULE_ANSWERS_H_
