#include "clients/cli/doctor.h"

#include <algorithm>
#include <cstdint>
#include <set>
#include <utility>

#include "absl/status/status.h"
#include "absl/status/statusor.h"
#include "absl/strings/match.h"
#include "absl/strings/str_cat.h"
#include "absl/strings/str_format.h"
#include "absl/strings/str_split.h"
#include "absl/time/clock.h"
#include "absl/types/optional.h"
#include "clients/cli/commands.h"
#include "clients/cli/json.h"
#include "clients/cli/refusals.h"
#include "clients/cli/text_table.h"
#include "google/protobuf/descriptor.h"
#include "plenary/client.h"

namespace plenary::cli {
namespace {

using Check = Findings::Check;

// How long before its end a token or a certificate is to be renewed.
constexpr absl::Duration kRenewal = absl::Hours(14 * 24);

absl::optional<int64_t> Gauge(const v1::ServerStatus& status, const char* name) {
  const auto found = status.gauges().find(name);
  if (found == status.gauges().end()) return absl::nullopt;
  return found->second;
}

Check Found(const char* name, Findings::Verdict verdict, std::string value, std::string advice) {
  Check check;
  check.set_name(name);
  check.set_verdict(verdict);
  check.set_value(std::move(value));
  if (verdict != Findings::GOOD) check.set_advice(std::move(advice));
  return check;
}

absl::Time ServerTime(const Examination& seen) {
  return absl::FromUnixSeconds(seen.status.current_time().seconds());
}

absl::Duration Latency(const Examination& seen) { return seen.answered - seen.asked; }

Check JudgeAnswer(const Examination& seen, const Words& words) {
  const bool is_slow = Latency(seen) > absl::Seconds(1);
  Check check = Found("server", is_slow ? Findings::WARNING : Findings::GOOD,
                      words.Say("doctor.answers", seen.server,
                                absl::StrFormat("%.1f", absl::ToDoubleMilliseconds(Latency(seen)))),
                      words.Say("doctor.slow"));
  check.set_figure(absl::ToInt64Microseconds(Latency(seen)));
  return check;
}

// "0.1" of "0.1.7": before 1.0 the second number counts, from then on the first.
std::string Generation(const std::string& version) {
  const std::vector<std::string> parts = absl::StrSplit(version, '.');
  return parts[0] == "0" && parts.size() > 1 ? absl::StrCat("0.", parts[1]) : parts[0];
}

Check JudgeVersions(const Examination& seen, const Words& words) {
  const bool differ = Generation(seen.status.version()) != Generation(PLENARY_VERSION);
  return Found("versions", differ ? Findings::WARNING : Findings::GOOD,
               words.Say("doctor.version-pair", seen.status.version(), seen.status.engine(),
                         PLENARY_VERSION),
               words.Say("doctor.update"));
}

// The methods that commands of this program call, as the server names them.
std::set<std::string> MethodsCalled() {
  std::set<std::string> methods;
  for (const Command& command : Commands()) {
    const auto& type = *command.request->GetDescriptor();
    const auto& service = *type.file()->service(0);
    for (int i = 0; i < service.method_count(); ++i) {
      // A server counts calls, not streams.
      if (service.method(i)->input_type() != &type || service.method(i)->server_streaming())
        continue;
      methods.insert(absl::StrCat(service.full_name(), "/", service.method(i)->name()));
    }
  }
  return methods;
}

Check JudgeApi(const Examination& seen, const Words& words) {
  const std::set<std::string> called = MethodsCalled();
  std::set<std::string> unknown = called;
  for (const v1::MethodCalls& known : seen.status.methods()) unknown.erase(known.method());
  Check check = unknown.empty()
                    ? Found("api", Findings::GOOD,
                            words.Count("doctor.calls", static_cast<int64_t>(called.size())), "")
                    : Found("api", Findings::FAILURE,
                            words.Say("doctor.unknown-calls", unknown.size(), *unknown.begin()),
                            words.Say("doctor.update-server"));
  check.set_figure(static_cast<int64_t>(unknown.size()));
  return check;
}

Check JudgeClock(const Examination& seen, const Words& words) {
  const auto& time = seen.status.current_time();
  const absl::Time theirs = absl::FromUnixSeconds(time.seconds()) + absl::Nanoseconds(time.nanos());
  const absl::Duration skew = theirs - (seen.asked + Latency(seen) / 2);
  const absl::Duration apart = absl::AbsDuration(skew);
  const absl::Duration shown = apart < absl::Milliseconds(50) ? absl::ZeroDuration() : skew;
  Check check =
      Found("clock",
            apart > absl::Seconds(60)  ? Findings::FAILURE
            : apart > absl::Seconds(2) ? Findings::WARNING
                                       : Findings::GOOD,
            words.Say("doctor.skew", absl::StrFormat("%.1f", absl::ToDoubleSeconds(shown))),
            words.Say("doctor.set-clock"));
  check.set_figure(absl::ToInt64Microseconds(skew));
  return check;
}

std::string Age(absl::Duration age, const Words& words) {
  if (age < absl::Hours(1)) return words.Count("unit.minutes", absl::ToInt64Minutes(age));
  if (age < absl::Hours(48)) return words.Count("unit.hours", absl::ToInt64Hours(age));
  return words.Count("unit.days", absl::ToInt64Hours(age) / 24);
}

Check JudgeCredential(const Examination& seen, const Words& words) {
  if (seen.caller.caller().empty()) {
    return Found("credential", Findings::UNKNOWN, words.Say("doctor.caller-unknown"),
                 words.Say("advice.sign-in"));
  }
  if (!seen.caller.has_expire_time()) {
    return Found("credential", Findings::GOOD, seen.caller.caller(), "");
  }
  const absl::Duration left =
      absl::FromUnixSeconds(seen.caller.expire_time().seconds()) - ServerTime(seen);
  // A session is short by its nature; a token that runs out stops a program.
  const bool runs_out = absl::StrContains(seen.caller.caller(), "/tokens/") && left < kRenewal;
  Check check = Found("credential", runs_out ? Findings::WARNING : Findings::GOOD,
                      words.Say("doctor.caller-until", seen.caller.caller(), Age(left, words)),
                      words.Say("doctor.renew-token"));
  check.set_figure(absl::ToInt64Seconds(left));
  return check;
}

Check JudgeTls(const Examination& seen, const Words& words) {
  const absl::optional<int64_t> seconds = Gauge(seen.status, "tls_certificate_expires_s");
  if (!seconds) {
    const bool is_well = seen.is_encrypted || IsOnThisMachine(seen.server);
    return Found("tls", is_well ? Findings::GOOD : Findings::WARNING,
                 is_well ? words.Say("doctor.plaintext-here") : words.Say("doctor.plaintext"),
                 words.Say("doctor.use-tls"));
  }
  const absl::Duration left = absl::Seconds(*seconds);
  const bool is_over = left <= absl::ZeroDuration();
  Check check = Found("tls",
                      is_over           ? Findings::FAILURE
                      : left < kRenewal ? Findings::WARNING
                                        : Findings::GOOD,
                      is_over ? words.Say("doctor.tls-over", Age(-left, words))
                              : words.Say("doctor.tls-left", Age(left, words)),
                      words.Say("doctor.renew-tls"));
  check.set_figure(*seconds);
  return check;
}

std::string Bytes(int64_t bytes) {
  constexpr const char* kUnits[] = {"B", "kB", "MB", "GB", "TB"};
  auto value = static_cast<double>(bytes);
  size_t unit = 0;
  for (; value >= 1000 && unit < 4; ++unit) value /= 1000;
  return absl::StrFormat("%.*f %s", value < 10 && unit > 0 ? 1 : 0, value, kUnits[unit]);
}

Check JudgeDisk(const Examination& seen, const Words& words) {
  const absl::optional<int64_t> free = Gauge(seen.status, "disk.free_bytes");
  const absl::optional<int64_t> total = Gauge(seen.status, "disk.total_bytes");
  if (!free || !total || *total <= 0) {
    return Found("disk", Findings::UNKNOWN, words.Say("doctor.disk-unknown"),
                 words.Say("doctor.look-there"));
  }
  const int64_t percent = *free / (*total / 100 + 1);
  const bool is_bad = percent < 5 || *free < 1'000'000'000;
  Check check = Found("disk",
                      is_bad         ? Findings::FAILURE
                      : percent < 10 ? Findings::WARNING
                                     : Findings::GOOD,
                      words.Say("doctor.free", Bytes(*free), Bytes(*total), percent),
                      words.Say("doctor.make-room"));
  check.set_figure(*free);
  return check;
}

Check JudgeBackup(const Examination& seen, const Words& words) {
  const absl::optional<int64_t> last = Gauge(seen.status, "backup.last_success_us");
  if (!last) {
    return Found("backup", Findings::UNKNOWN, words.Say("doctor.backup-unknown"),
                 words.Say("doctor.make-backup"));
  }
  if (*last == 0) {
    return Found("backup", Findings::FAILURE, words.Say("doctor.no-backup"),
                 words.Say("doctor.make-backup"));
  }
  // Both times are the server's, so that a wrong clock here makes no backup old.
  const absl::Duration age =
      std::max(ServerTime(seen) - absl::FromUnixMicros(*last), absl::ZeroDuration());
  Check check =
      Found("backup",
            age > absl::Hours(7 * 24) ? Findings::FAILURE
            : age > absl::Hours(36)   ? Findings::WARNING
                                      : Findings::GOOD,
            words.Say("doctor.backup-age", Age(age, words)), words.Say("doctor.make-backup"));
  check.set_figure(absl::ToInt64Seconds(age));
  return check;
}

const char* Mark(Findings::Verdict verdict, bool utf8) {
  switch (verdict) {
    case Findings::GOOD:
      return utf8 ? "✓" : "ok";
    case Findings::WARNING:
      return "!";
    case Findings::FAILURE:
      return utf8 ? "✗" : "X";
    default:
      return "?";
  }
}

std::string InWords(const Session& session, const Findings& findings) {
  const bool utf8 = ShowsUtf8(session.terminal.environment);
  int to_look_at = 0;
  std::vector<std::vector<std::string>> rows;
  rows.reserve(findings.checks_size());
  for (const Check& check : findings.checks()) {
    if (check.verdict() >= Findings::WARNING) ++to_look_at;
    const std::string name = *session.words.Find(absl::StrCat("doctor.", check.name()));
    rows.push_back({Mark(check.verdict(), utf8), name, check.value(), check.advice()});
  }
  return absl::StrCat(AlignedRows(std::move(rows)),
                      findings.ok() ? session.words.Say("doctor.well")
                                    : session.words.Count("doctor.found", to_look_at),
                      "\n");
}

std::string InCsv(const Findings& findings) {
  std::string text = CsvRecord({"check", "verdict", "value", "advice"});
  for (const Check& check : findings.checks()) {
    absl::StrAppend(&text, CsvRecord({check.name(), Findings::Verdict_Name(check.verdict()),
                                      check.value(), check.advice()}));
  }
  return text;
}

std::string Shown(const Session& session, const Findings& findings) {
  switch (session.format) {
    case Format::kJson:
      return ToJson(findings, true);
    case Format::kJsonLines:
      return absl::StrCat(ToJson(findings, false), "\n");
    case Format::kCsv:
      return InCsv(findings);
    default:
      return InWords(session, findings);
  }
}

}  // namespace

Findings Judge(const Examination& seen, const Words& words) {
  Findings findings;
  for (const auto judge : {JudgeAnswer, JudgeCredential, JudgeVersions, JudgeApi, JudgeClock,
                           JudgeTls, JudgeDisk, JudgeBackup}) {
    *findings.add_checks() = judge(seen, words);
  }
  findings.set_ok(true);
  for (const Check& check : findings.checks()) {
    if (check.verdict() >= Findings::WARNING) findings.set_ok(false);
  }
  return findings;
}

int RunDoctor(const Session& session) {
  const Client client = Connect(session);
  const v1::GetServerStatusRequest request;
  // The first call also connects; the second shows how far the server is.
  Examination seen;
  seen.server = session.settings.server.value;
  seen.is_encrypted = IsEncrypted(OptionsOf(session).tls);
  if (absl::StatusOr<v1::WhoAmIResponse> caller = client.WhoAmI({}); caller.ok()) {
    seen.caller = *std::move(caller);
  } else if (absl::IsUnauthenticated(caller.status())) {
    return PrintRefusal(session.terminal, "plenary", caller.status());
  }
  absl::StatusOr<v1::ServerStatus> status;
  for (int i = 0; i < 2; ++i) {
    seen.asked = absl::Now();
    status = client.GetServerStatus(request);
    seen.answered = absl::Now();
    if (!status.ok()) return PrintRefusal(session.terminal, "plenary", status.status());
  }
  seen.status = *std::move(status);
  const Findings findings = Judge(seen, session.words);
  session.terminal.out << Shown(session, findings);
  return findings.ok() ? kDone : kRefused;
}

}  // namespace plenary::cli
