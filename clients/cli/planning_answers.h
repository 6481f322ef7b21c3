// Planning the meetings of an event: making a plan, and asking about one.
#ifndef PLENARY_CLIENTS_CLI_PLANNING_ANSWERS_H_
#define PLENARY_CLIENTS_CLI_PLANNING_ANSWERS_H_

#include <string>
#include <vector>

#include "clients/cli/session.h"
#include "plenary/v1/planning.pb.h"

namespace plenary::cli {

// What stands on the command line beside a request.
struct PlanFlags {
  std::string event;                  // as it is typed
  std::string day;                    // "2023-04-18" or empty
  bool released = false;              // what was released instead of the work in progress
  bool names = false;                 // names of the parties instead of ids
  std::vector<std::string> meetings;  // as they are typed
};

// Plans, shows how far the search is, and tells what came of it. Ctrl-C asks: cancel it, leave it
// running, or watch on. What no place was found for does not make it fail.
int MakePlan(const Session& session, const v1::PlanEventRequest& request);

// Why a meeting request or a meeting has no place.
int ExplainActivity(const Session& session, const v1::ExplainActivityRequest& request);

// What would give it one, the cheapest first. kRefused where nothing was found.
int SuggestRemedies(const Session& session, const v1::SuggestRelaxationsRequest& request);

// Has plans leave the meetings of the flags where they are, or no longer. A meeting may be named
// by the request that it answers.
int PinMeetings(const Session& session, const PlanFlags& flags, bool is_pinned);

// The board of an event: tables × times, and what has no place.
int ShowPlan(const Session& session, const PlanFlags& flags);

}  // namespace plenary::cli

#endif  // PLENARY_CLIENTS_CLI_PLANNING_ANSWERS_H_
