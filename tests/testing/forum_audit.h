// What always holds in a Forum, whatever was done to it: the ledger of seats counted anew from the
// participants, one participation a person, heads, lines, compositions and chains.
#ifndef PLENARY_TESTS_TESTING_FORUM_AUDIT_H_
#define PLENARY_TESTS_TESTING_FORUM_AUDIT_H_

#include <algorithm>
#include <map>
#include <set>
#include <string>
#include <utility>
#include <vector>

#include "absl/strings/str_cat.h"
#include "google/protobuf/any.pb.h"
#include "google/protobuf/util/message_differencer.h"
#include "services/delegations/headship_rules.h"
#include "services/storage/change_log.h"
#include "tests/testing/forum.h"

namespace plenary::testing {

// Reads everything through the API, as a careful secretary would, and writes down what is wrong.
class ForumAudit {
 public:
  explicit ForumAudit(Forum& forum) : forum_(forum) {}

  // What does not hold, in sentences; empty where all is well. Nothing may change meanwhile.
  std::vector<std::string> Faults() {
    ReadChains();
    ReadSeats();
    ReadAnswers();
    const auto events = Value(forum_.Ask(&Forum::Events::ListEvents, "page_size: 1000"));
    for (const v1::Event& event : events.events()) CheckEvent(event);
    for (const auto& [participant, answers] : answers_) {
      Fault(participant, " has answers and is not there");
    }
    return std::move(faults_);
  }

 private:
  using P = v1::Participant;

  // The seats of a delegation in a category.
  struct Count {
    int used = 0;
    int held = 0;
    int waiting = 0;
  };
  using Answers = std::map<std::string, std::string>;                   // by custom field
  using Ledger = std::map<std::pair<std::string, std::string>, Count>;  // delegation, category

  template <class... Words>
  void Fault(const Words&... words) {
    faults_.push_back(absl::StrCat(words...));
  }
  template <class A, class B, class... Words>
  void Same(const A& a, const B& b, const Words&... words) {
    if (a != b) Fault(words..., ": ", a, " instead of ", b);
  }

  // Every partition's chain must verify; the last state of each resource is kept for comparison.
  void ReadChains() {
    const absl::Status status = storage::ReadAndWait(forum_.store(), [&](storage::Tx& tx) {
      PLENARY_ASSIGN_OR_RETURN(const auto partitions, storage::ListPartitions(tx));
      for (const std::string& partition : partitions) {
        PLENARY_ASSIGN_OR_RETURN(
            const storage::Verification verification,
            storage::VerifyChain(tx, partition, 0, std::string(32, '\0'), 1'000'000));
        for (const auto& fault : verification.faults) {
          Fault("the chain of ", partition, " at ", fault.number, ": ", fault.what);
        }
        PLENARY_ASSIGN_OR_RETURN(const auto changes,
                                 storage::ReadChanges(tx, partition, 0, 1'000'000));
        Same(verification.number, static_cast<int64_t>(changes.size()), "changes of ", partition);
        for (const auto& change : changes) recorded_[change.resource] = change.payload;
      }
      return absl::OkStatus();
    });
    if (!status.ok()) Fault(status.ToString());
  }

  // Who has a seat. Not to be told from the API where a held seat was given to a nominated person.
  void ReadSeats() {
    const absl::Status status = storage::ReadAndWait(forum_.store(), [&](storage::Tx& tx) {
      return tx.Run({"SELECT name FROM participants WHERE has_seat = 1",
                     {},
                     [&](const storage::Row& row) { seated_.emplace(row.Text(0)); }});
    });
    if (!status.ok()) Fault(status.ToString());
  }

  // The rows that lists are filtered by.
  void ReadAnswers() {
    const absl::Status status = storage::ReadAndWait(forum_.store(), [&](storage::Tx& tx) {
      return tx.Run({"SELECT event, participant, field, value FROM custom_values",
                     {},
                     [&](const storage::Row& row) {
                       const std::string participant(row.Text(1));
                       Same(row.Text(0), base::EventOf(participant), "the event of an answer");
                       answers_[participant].emplace(std::string(row.Text(2)),
                                                     std::string(row.Text(3)));
                     }});
    });
    if (!status.ok()) Fault(status.ToString());
  }

  void CheckAnswers(const P& participant) {
    Answers told;
    if (!participant.has_delete_time()) {
      told = {participant.custom_values().begin(), participant.custom_values().end()};
    }
    if (answers_[participant.name()] != told) {
      Fault(participant.name(), " is filtered by other answers than it tells");
    }
    answers_.erase(participant.name());
  }

  void CheckEvent(const v1::Event& event) {
    const auto participants = forum_.Participants(event.name(), "show_deleted: true");
    const auto delegations = forum_.AllDelegations(event.name(), "show_deleted: true");
    for (const P& participant : participants) CheckParticipant(event, participant);
    CheckOnePerPerson(participants);
    CheckLines(participants);
    CheckSubstitutions(participants);
    for (const v1::Delegation& delegation : delegations) {
      CheckDelegation(event, delegation, participants);
    }
    CheckLedger(event, participants, delegations);
  }

  void CheckParticipant(const v1::Event& event, const P& participant) {
    const bool seated = seated_.count(participant.name()) > 0;
    const bool may = participant.state() == P::NOMINATED || participant.state() == P::CONFIRMED ||
                     participant.state() == P::ACCEPTED;
    const bool must =
        participant.state() == P::CONFIRMED || participant.state() == P::ACCEPTED ||
        (participant.state() == P::NOMINATED && event.seat_policy() == v1::Event::ON_NOMINATION);
    const std::string who =
        absl::StrCat(participant.name(), " in ", P::State_Name(participant.state()));
    if (must && !seated) Fault(who, " has no seat");
    if (!may && seated) Fault(who, " has a seat");
    if (participant.overbooked() && !seated) Fault(who, " is overbooked without a seat");
    if (participant.has_delete_time() && participant.state() != P::DRAFT) {
      Fault(who, " was deleted");
    }
    CheckRecorded(participant);
    CheckAnswers(participant);
  }

  // The change log says last what is true now.
  void CheckRecorded(P participant) {
    const auto last = recorded_.find(participant.name());
    P recorded;
    google::protobuf::Any any;
    if (last == recorded_.end() || !any.ParseFromString(last->second) || !any.UnpackTo(&recorded)) {
      return Fault(participant.name(), " does not stand in the change log");
    }
    participant.clear_place_in_line();
    recorded.clear_place_in_line();
    google::protobuf::util::MessageDifferencer differencer;
    std::string difference;
    differencer.ReportDifferencesToString(&difference);
    if (!differencer.Compare(recorded, participant)) {
      Fault("the change log says otherwise of ", participant.name(), ": ", difference);
    }
  }

  static bool IsActive(const P& participant) {
    return participant.state() >= P::DRAFT && participant.state() <= P::ACCEPTED &&
           !participant.has_delete_time();
  }

  void CheckOnePerPerson(const std::vector<P>& participants) {
    std::map<std::string, int> active;
    for (const P& participant : participants) active[participant.person()] += IsActive(participant);
    for (const auto& [person, count] : active) {
      if (count > 1) Fault(person, " participates ", count, " times");
    }
  }

  // Places in line run from 1 in each category, first those who came back.
  void CheckLines(const std::vector<P>& participants) {
    std::map<std::string, std::vector<int>> lines;
    for (const P& participant : participants) {
      if (participant.state() == P::WAITLISTED) {
        lines[participant.category()].push_back(participant.place_in_line());
      } else if (participant.place_in_line() != 0) {
        Fault(participant.name(), " has a place in line in ", P::State_Name(participant.state()));
      }
    }
    for (auto& [category, places] : lines) {
      std::sort(places.begin(), places.end());
      for (size_t i = 0; i < places.size(); ++i) {
        Same(places[i], static_cast<int>(i) + 1, "a place in the line of ", category);
      }
    }
  }

  void CheckSubstitutions(const std::vector<P>& participants) {
    std::map<std::string, const P*> by_name;
    for (const P& participant : participants) by_name[participant.name()] = &participant;
    for (const P& participant : participants) {
      std::set<std::string> persons = {participant.person()};
      for (const P* one = &participant; one != nullptr && !one->replaces().empty();) {
        one = by_name[one->replaces()];
        if (one == nullptr || one->state() != P::SUBSTITUTED) {
          Fault(participant.name(), " replaces nobody who was substituted");
        } else if (!persons.insert(one->person()).second) {
          Fault("the chain of substitutions of ", participant.name(), " is a cycle");
          one = nullptr;
        }
      }
    }
  }

  void CheckDelegation(const v1::Event& event, const v1::Delegation& delegation,
                       const std::vector<P>& participants) {
    CheckHeads(event, delegation, participants);
    int number = 0;
    for (const v1::CompositionChange& change : forum_.CompositionOf(delegation.name())) {
      Same(change.number(), ++number, "a change of ", delegation.name());
      Same(change.name(), absl::StrCat(delegation.name(), "/compositionChanges/", number),
           "the name of a change");
    }
    Same(delegation.composition_number(), number, "the composition number of ", delegation.name());
  }

  void CheckHeads(const v1::Event& event, const v1::Delegation& delegation,
                  const std::vector<P>& participants) {
    const bool approved = delegation.state() == v1::Delegation::APPROVED ||
                          delegation.state() == v1::Delegation::ACCEPTED;
    if (approved && !delegations::HeadsCover(delegation.headships())) {
      Fault(delegation.name(), " is approved without a head: ", delegation.ShortDebugString());
    }
    absl::Time end = absl::InfinitePast();
    // Who headed it in the past may have left since; what is over is a record.
    const bool is_over = event.state() == v1::Event::CLOSED || event.state() == v1::Event::ARCHIVED;
    for (const v1::Headship& headship : delegation.headships()) {
      const google::type::Interval& interval = headship.interval();
      if (interval.has_start_time() && TimeOf(interval.start_time()) < end) {
        Fault(delegation.name(), " has two heads: ", delegation.ShortDebugString());
      }
      end = interval.has_end_time() ? TimeOf(interval.end_time()) : absl::InfiniteFuture();
      if (!is_over && end > forum_.clock().Now()) CheckHead(delegation, headship, participants);
    }
  }

  void CheckHead(const v1::Delegation& delegation, const v1::Headship& headship,
                 const std::vector<P>& participants) {
    const auto head = std::find_if(participants.begin(), participants.end(), [&](const P& one) {
      return one.name() == headship.participant();
    });
    if (head == participants.end() || head->delegation() != delegation.name()) {
      return Fault(delegation.name(), " is headed by a stranger, ", headship.participant());
    }
    if (head->state() != P::NOMINATED && head->state() != P::CONFIRMED &&
        head->state() != P::ACCEPTED) {
      Fault(delegation.name(), " is headed by ", head->name(), " in ",
            P::State_Name(head->state()));
    }
    if (!headship.acting() && head->capacity() != P::HEAD) {
      Fault(head->name(), " heads ", delegation.name(), " as ", P::Capacity_Name(head->capacity()));
    }
  }

  Ledger CountAnew(const std::vector<P>& participants,
                   const std::vector<v1::Delegation>& delegations) {
    Ledger ledger;
    for (const P& participant : participants) {
      Count& count = ledger[{participant.delegation(), participant.category()}];
      count.used += static_cast<int>(seated_.count(participant.name()));
      count.waiting += participant.state() == P::WAITLISTED ? 1 : 0;
    }
    for (const v1::Delegation& delegation : delegations) {
      for (const v1::SeatHold& hold : forum_.HoldsOf(delegation.name())) {
        ledger[{delegation.name(), hold.category()}].held += hold.seats();
      }
    }
    return ledger;
  }

  void CheckLedger(const v1::Event& event, const std::vector<P>& participants,
                   const std::vector<v1::Delegation>& delegations) {
    const Ledger ledger = CountAnew(participants, delegations);
    const v1::QuotaReport report = forum_.QuotaReport(event.name());
    Ledger reported;
    for (const v1::Quota& quota : report.quotas()) {
      CheckOverbooking(quota, quota.delegation());
      reported[{quota.delegation(), quota.category()}] = {quota.used(), quota.held(),
                                                          quota.waiting()};
    }
    std::map<std::string, Count> totals;
    for (const auto& [key, count] : ledger) {
      const auto& [delegation, category] = key;
      Count& total = totals[category];
      total.used += count.used;
      total.held += count.held;
      total.waiting += count.waiting;
      if (!delegation.empty()) {
        CheckCount(reported[key], count, absl::StrCat(delegation, " in ", category));
      }
    }
    for (const v1::Quota& total : report.category_totals()) {
      CheckOverbooking(total, event.name());
      CheckCount({total.used(), total.held(), total.waiting()}, totals[total.category()],
                 absl::StrCat("all in ", total.category()));
      Same(forum_.GetCategory(total.category()).used(), total.used() + total.held(), "seats that ",
           total.category(), " says are used");
    }
    for (const auto& [category, total] : totals) {
      const bool said = std::any_of(
          report.category_totals().begin(), report.category_totals().end(),
          [&, name = category](const v1::Quota& quota) { return quota.category() == name; });
      if (!said && total.used + total.held + total.waiting > 0) {
        Fault("the report leaves out ", category);
      }
    }
  }

  void CheckCount(const Count& said, const Count& counted, const std::string& where) {
    Same(said.used, counted.used, "seats used by ", where);
    Same(said.held, counted.held, "seats held by ", where);
    Same(said.waiting, counted.waiting, "waiting for ", where);
  }

  void CheckOverbooking(const v1::Quota& quota, const std::string& whose) {
    const int taken = quota.used() + quota.held();
    const int over = quota.has_limit() ? std::max(taken - quota.limit(), 0) : 0;
    Same(quota.over_by(), over, "seats by which ", whose, " is over in ", quota.category());
    if (over > 0 && quota.overbooking_reason().empty()) {
      Fault(whose, " is over its limit in ", quota.category(), " without a reason");
    }
  }

  Forum& forum_;
  std::vector<std::string> faults_;
  std::map<std::string, std::string> recorded_;  // by resource: the last payload
  std::set<std::string> seated_;
  std::map<std::string, Answers> answers_;  // by participant
};

}  // namespace plenary::testing

#endif  // PLENARY_TESTS_TESTING_FORUM_AUDIT_H_
