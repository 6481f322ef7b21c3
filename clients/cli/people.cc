#include "clients/cli/people.h"

#include <string>
#include <utility>

#include "absl/status/status.h"
#include "absl/status/statusor.h"
#include "clients/cli/output.h"
#include "clients/cli/question.h"
#include "clients/cli/refusals.h"
#include "plenary/client.h"

namespace plenary::cli {
namespace {

// Both people as a table.
absl::Status ShowBoth(const Session& session, const Client& client,
                      const v1::MergePeopleRequest& request) {
  v1::BatchGetPeopleResponse both;
  for (const std::string& name : {request.name(), request.duplicate()}) {
    v1::GetPersonRequest get;
    get.set_name(name);
    absl::StatusOr<v1::Person> person = client.GetPerson(get);
    if (!person.ok()) return person.status();
    *both.add_people() = *std::move(person);
  }
  PrintAnswer(OutputOf(session), both, false);
  return absl::OkStatus();
}

// What the merge would do. Refused here, before anybody is asked, is what would be refused then.
absl::StatusOr<v1::MergePeopleResponse> Try(const Client& client, v1::MergePeopleRequest request) {
  request.set_validate_only(true);
  request.clear_request_id();
  v1::MergePeopleResponse merged;
  if (absl::Status status = client.Call(request, merged); !status.ok()) return status;
  return merged;
}

}  // namespace

int MergePeople(const Session& session, const v1::MergePeopleRequest& request, bool yes) {
  const Client client = Connect(session);
  const auto refuse = [&](const absl::Status& status) {
    return PrintRefusal(session.terminal, "plenary", status);
  };
  absl::StatusOr<v1::MergePeopleResponse> merged = Try(client, request);
  if (!merged.ok()) return refuse(merged.status());
  if (!request.validate_only()) {
    if (session.format == Format::kTable) {
      if (absl::Status status = ShowBoth(session, client, request); !status.ok()) {
        return refuse(status);
      }
    }
    const std::string moved = session.words.Count("merge.moved", merged->moved_participants_size());
    const std::string question =
        session.words.Say("merge.question", request.duplicate(), request.name(), moved);
    if (!yes && !Agrees(session, question)) return session.terminal.in_is_tty ? kRefused : kUsage;
    if (absl::Status status = client.Call(request, *merged); !status.ok()) return refuse(status);
  }
  PrintAnswer(OutputOf(session), *merged, true);
  return kDone;
}

int ErasePerson(const Session& session, const v1::ErasePersonRequest& request, bool yes) {
  const Client client = Connect(session);
  const auto refuse = [&](const absl::Status& status) {
    return PrintRefusal(session.terminal, "plenary", status);
  };
  // Refused before anybody is asked is what would be refused then.
  v1::ErasePersonRequest trial = request;
  trial.set_validate_only(true);
  trial.clear_request_id();
  absl::StatusOr<v1::Person> erased = client.ErasePerson(trial);
  if (!erased.ok()) return refuse(erased.status());
  if (!request.validate_only()) {
    if (!yes && !Agrees(session, session.words.Say("erase.question", request.name()))) {
      return session.terminal.in_is_tty ? kRefused : kUsage;
    }
    erased = client.ErasePerson(request);
    if (!erased.ok()) return refuse(erased.status());
  }
  PrintAnswer(OutputOf(session), *erased, false);
  return kDone;
}

}  // namespace plenary::cli
