#include "services/printing/table.h"

#include "services/base/names.h"
#include "services/printing/printed_lines.pb.h"
#include "services/storage/resource.h"

namespace plenary::printing {
namespace {

using storage::Bytes;
using storage::Row;
using storage::Tx;
using Column = base::ListOrder::Column;

}  // namespace

absl::StatusOr<absl::optional<TemplateRow>> FindTemplateRow(Tx& tx, absl::string_view name) {
  storage::Loaded<v1::DocumentTemplate> loaded;
  const auto read_body = loaded.Reader();
  std::string content;
  PLENARY_RETURN_IF_ERROR(tx.Run(
      {"SELECT body, content FROM document_templates WHERE name = $1", {name}, [&](const Row& row) {
         read_body(row);
         content = std::string(row.Text(1));
       }}));
  PLENARY_ASSIGN_OR_RETURN(auto body, loaded.Take());
  if (!body) return absl::optional<TemplateRow>();
  return absl::make_optional(TemplateRow{*std::move(body), std::move(content)});
}

absl::StatusOr<std::vector<v1::DocumentTemplate>> ListTemplateRows(Tx& tx) {
  storage::Loaded<v1::DocumentTemplate> loaded;
  PLENARY_RETURN_IF_ERROR(
      tx.Run({"SELECT body FROM document_templates ORDER BY name", {}, loaded.Reader()}));
  return loaded.TakeAll();
}

absl::Status WriteTemplateRow(Tx& tx, const TemplateRow& row) {
  const std::string body = row.body.SerializeAsString();
  const storage::Param content =
      row.content.empty() ? storage::Param() : storage::Param(Bytes{row.content});
  return tx.Run(
      {"INSERT INTO document_templates (name, body, content) VALUES ($1, $2, $3) "
       "ON CONFLICT (name) DO UPDATE SET body = excluded.body, content = "
       "excluded.content",
       {absl::string_view(row.body.name()), Bytes{body}, content},
       nullptr});
}

absl::StatusOr<absl::optional<v1::Print>> FindPrint(Tx& tx, absl::string_view name) {
  return storage::Find<v1::Print>(tx, "SELECT body FROM prints WHERE name = $1", name);
}

absl::Status InsertPrint(Tx& tx, const v1::Print& print, const vault::Sealed& content) {
  const std::string body = print.SerializeAsString();
  return storage::InsertNamed(
      tx,
      "INSERT INTO prints (name, event, kind, subject, create_us, body, key_id, content) "
      "VALUES ($1, $2, $3, $4, $5, $6, $7, $8) ON CONFLICT (name) DO NOTHING RETURNING 1",
      {absl::string_view(print.name()), base::EventOf(print.name()), int64_t{print.kind()},
       absl::string_view(print.subject()), storage::ToMicros(print.create_time()), Bytes{body},
       absl::string_view(content.key_id), Bytes{content.bytes}},
      print.name());
}

absl::StatusOr<vault::Sealed> FindContent(Tx& tx, absl::string_view print) {
  vault::Sealed content;
  PLENARY_RETURN_IF_ERROR(
      tx.Run({"SELECT key_id, content FROM prints WHERE name = $1", {print}, [&](const Row& row) {
                content.key_id = std::string(row.Text(0));
                content.bytes = std::string(row.Text(1));
              }}));
  return content;
}

absl::Status UpdateContent(Tx& tx, absl::string_view print, const vault::Sealed& content) {
  return tx.Run({"UPDATE prints SET key_id = $2, content = $3 WHERE name = $1",
                 {print, absl::string_view(content.key_id), Bytes{content.bytes}},
                 nullptr});
}

storage::Statement SelectPlaceOfPrint(absl::string_view name, std::vector<std::string>& places,
                                      std::vector<std::string>& events) {
  return {"SELECT event, kind, subject FROM prints WHERE name = $1",
          {name},
          [&places, &events](const Row& row) {
            const int64_t kind = row.Int(1);
            const bool is_for_staff = kind == v1::WORKING_PROGRAMME || kind == v1::HEAD_DAY;
            if (is_for_staff) {
              places.emplace_back(row.Text(0));
            } else if (kind == v1::EVENT_PROGRAMME) {
              events.emplace_back(row.Text(0));
            } else {
              places.emplace_back(row.Text(2));
            }
          }};
}

absl::Status EraseContents(Tx& tx, absl::string_view event) {
  PrintedLines none;
  none.set_is_erased(true);
  const std::string content = none.SerializeAsString();
  return tx.Run({"UPDATE prints SET key_id = '', content = $2 WHERE event = $1",
                 {event, Bytes{content}},
                 nullptr});
}

absl::StatusOr<std::vector<std::string>> ListSealedWith(Tx& tx, absl::string_view key_id,
                                                        int limit) {
  std::vector<std::string> names;
  PLENARY_RETURN_IF_ERROR(
      tx.Run({"SELECT name FROM prints WHERE key_id = $1 ORDER BY name LIMIT $2",
              {key_id, int64_t{limit}},
              [&](const Row& row) { names.emplace_back(row.Text(0)); }}));
  return names;
}

const base::ListSpec& PrintList() {
  using Type = base::FilterField::Type;
  static const auto& spec = *new base::ListSpec{
      "ListPrints",
      "SELECT body FROM prints",
      {{"kind", Type::kEnum, "kind", v1::DocumentKind_descriptor()},
       {"subject", Type::kText, "subject"}},
      {{"create_time desc",
        {{"create_us", Column::Type::kInt, true}, {"name", Column::Type::kText, true}}},
       {"create_time", {{"create_us", Column::Type::kInt}, {"name", Column::Type::kText}}}}};
  return spec;
}

}  // namespace plenary::printing
