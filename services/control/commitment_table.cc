#include "services/control/commitment_table.h"

#include <utility>

#include "services/base/errors.h"

namespace plenary::control {
namespace {

using storage::Bytes;
using storage::Param;
using storage::Row;
using storage::ToMicros;
using storage::Tx;
using Column = base::ListOrder::Column;

// A statement names the state by its number.
static_assert(v1::Commitment::SUPERSEDED == 6);

constexpr absl::string_view kSelectCommitment = "SELECT body FROM commitments WHERE name = $1";

int64_t DeletedMicros(const v1::Commitment& commitment) {
  return commitment.has_delete_time() ? ToMicros(commitment.delete_time()) : 0;
}

// The column is_watched: see the migration.
int64_t IsWatched(const v1::Commitment& commitment) {
  const bool is_heard_of =
      commitment.side() == v1::Commitment::THEIRS || commitment.side() == v1::Commitment::JOINT;
  const bool is_open = commitment.state() == v1::Commitment::OPEN ||
                       commitment.state() == v1::Commitment::IN_PROGRESS;
  return is_heard_of && is_open && !commitment.has_delete_time() ? 1 : 0;
}

}  // namespace

absl::StatusOr<v1::ControlSettings> FindSettings(Tx& tx) {
  PLENARY_ASSIGN_OR_RETURN(
      auto found, storage::Find<v1::ControlSettings>(
                      tx, "SELECT body FROM control_settings WHERE name = $1", kSettingsName));
  v1::ControlSettings settings = std::move(found).value_or(v1::ControlSettings());
  settings.set_name(std::string(kSettingsName));
  return settings;
}

absl::Status WriteSettings(Tx& tx, const v1::ControlSettings& settings) {
  const std::string body = settings.SerializeAsString();
  return tx.Run(
      {"INSERT INTO control_settings (name, body) VALUES ($1, $2) "
       "ON CONFLICT (name) DO UPDATE SET body = excluded.body",
       {kSettingsName, Bytes{body}},
       nullptr});
}

absl::StatusOr<absl::optional<v1::Commitment>> FindCommitment(Tx& tx, absl::string_view name) {
  return storage::Find<v1::Commitment>(tx, kSelectCommitment, name);
}

absl::StatusOr<std::vector<absl::optional<v1::Commitment>>> FindCommitments(
    Tx& tx, const std::vector<std::string>& names) {
  return storage::FindEach<v1::Commitment>(tx, kSelectCommitment, names);
}

absl::StatusOr<absl::optional<v1::Commitment>> FindCommitmentOf(Tx& tx,
                                                                absl::string_view protocol_item) {
  return storage::Find<v1::Commitment>(
      tx,
      "SELECT body FROM commitments WHERE protocol_item = $1 AND deleted_us = 0 AND state <> 6 "
      "ORDER BY name LIMIT 1",
      protocol_item);
}

absl::Status InsertCommitment(Tx& tx, const v1::Commitment& commitment,
                              absl::string_view heard_date) {
  const std::string body = commitment.SerializeAsString();
  const v1::Commitment::Source& source = commitment.source();
  return storage::InsertNamed(
      tx,
      "INSERT INTO commitments (name, side, state, negotiation, counterpart, protocol_item, "
      "action_plan, trip, source_date, due_date, heard_date, is_watched, "
      "create_us, deleted_us, body) VALUES "
      "($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12, $13, $14, $15) "
      "ON CONFLICT (name) DO NOTHING RETURNING 1",
      {absl::string_view(commitment.name()), int64_t{commitment.side()},
       int64_t{commitment.state()}, absl::string_view(commitment.negotiation()),
       absl::string_view(commitment.counterpart()), absl::string_view(source.protocol_item()),
       absl::string_view(source.action_plan()), absl::string_view(source.trip()),
       absl::string_view(commitment.source_date()), DueColumn(commitment.due_date()), heard_date,
       IsWatched(commitment), ToMicros(commitment.create_time()), DeletedMicros(commitment),
       Bytes{body}},
      commitment.name());
}

absl::Status UpdateCommitmentRow(Tx& tx, const v1::Commitment& commitment,
                                 absl::string_view heard_date) {
  const std::string body = commitment.SerializeAsString();
  return tx.Run(
      {"UPDATE commitments SET state = $2, counterpart = $3, due_date = $4, "
       "heard_date = $5, is_watched = $6, deleted_us = $7, body = $8 WHERE name = $1",
       {absl::string_view(commitment.name()), int64_t{commitment.state()},
        absl::string_view(commitment.counterpart()), DueColumn(commitment.due_date()), heard_date,
        IsWatched(commitment), DeletedMicros(commitment), Bytes{body}},
       nullptr});
}

absl::StatusOr<std::vector<v1::Commitment>> ListSilent(Tx& tx, absl::string_view last_silent_day,
                                                       absl::string_view counterpart,
                                                       int64_t limit) {
  storage::Loaded<v1::Commitment> loaded;
  const absl::string_view sql =
      counterpart.empty()
          ? "SELECT body FROM commitments WHERE is_watched = 1 AND heard_date <= $1 "
            "ORDER BY heard_date, name LIMIT $2"
          : "SELECT body FROM commitments WHERE is_watched = 1 AND heard_date <= $1 "
            "AND counterpart = $3 ORDER BY heard_date, name LIMIT $2";
  std::vector<Param> params = {last_silent_day, limit};
  if (!counterpart.empty()) params.emplace_back(counterpart);
  PLENARY_RETURN_IF_ERROR(tx.Run({sql, std::move(params), loaded.Reader()}));
  return loaded.TakeAll();
}

const base::ListSpec& CommitmentList() {
  using Type = base::FilterField::Type;
  static const auto& spec = *new base::ListSpec{
      "ListCommitments",
      "SELECT body FROM (SELECT body, name, side, state, negotiation, counterpart, protocol_item, "
      "action_plan, source_date, due_date, create_us, deleted_us, "
      "CASE WHEN is_watched = 1 AND heard_date <= $1 "
      "THEN 1 ELSE 0 END AS silent FROM commitments) AS listed",
      {{"side", Type::kEnum, "side", v1::Commitment::Side_descriptor()},
       {"state", Type::kEnum, "state", v1::Commitment::State_descriptor()},
       {"silent", Type::kBool, "silent"},
       {"negotiation", Type::kText, "negotiation"},
       {"counterpart", Type::kText, "counterpart"},
       {"protocol_item", Type::kText, "protocol_item"},
       {"action_plan", Type::kText, "action_plan"},
       {"due_date", Type::kText, "due_date"},
       {"source_date", Type::kText, "source_date"},
       {"create_time", Type::kTime, "create_us"}},
      storage::OrdersByOrCreation("due_date", "due_date", Column::Type::kText)};
  return spec;
}

absl::StatusOr<int64_t> CountProgressNotes(Tx& tx, absl::string_view commitment) {
  int64_t count = 0;
  PLENARY_RETURN_IF_ERROR(tx.Run({"SELECT COUNT(*) FROM progress_notes WHERE commitment = $1",
                                  {commitment},
                                  [&](const Row& row) { count = row.Int(0); }}));
  return count;
}

absl::Status InsertProgressNote(Tx& tx, absl::string_view commitment,
                                const v1::ProgressNote& note) {
  const std::string body = note.SerializeAsString();
  return tx.Run(
      {"INSERT INTO progress_notes (name, commitment, create_us, body) VALUES ($1, $2, $3, $4)",
       {absl::string_view(note.name()), commitment, ToMicros(note.create_time()), Bytes{body}},
       nullptr});
}

const base::ListSpec& ProgressNoteList() {
  static const auto& spec = *new base::ListSpec{
      "ListProgressNotes",
      "SELECT body FROM progress_notes",
      {},
      {{"create_time desc",
        {{"create_us", Column::Type::kInt, true}, {"name", Column::Type::kText, true}}}}};
  return spec;
}

}  // namespace plenary::control
