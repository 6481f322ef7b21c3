#include "services/indicators/import_table.h"

#include <string>

namespace plenary::indicators {

using storage::Statement;
using storage::Tx;

absl::Status InsertRejects(Tx& tx, absl::string_view operation, int64_t first,
                           const std::vector<v1::FigureImportReject>& rejects) {
  std::vector<std::string> bodies;
  std::vector<Statement> statements;
  bodies.reserve(rejects.size());
  statements.reserve(rejects.size());
  for (const v1::FigureImportReject& reject : rejects) {
    bodies.push_back(reject.SerializeAsString());
    statements.push_back(
        {"INSERT INTO figure_import_rejects (operation, number, line, body) "
         "VALUES ($1, $2, $3, $4)",
         {operation, first++, int64_t{reject.line()}, storage::Bytes{bodies.back()}},
         nullptr});
  }
  return tx.RunAll(absl::MakeSpan(statements));
}

absl::Status DeleteRejects(Tx& tx, absl::string_view operation) {
  return tx.Run({"DELETE FROM figure_import_rejects WHERE operation = $1", {operation}, nullptr});
}

const base::ListSpec& FigureImportRejectList() {
  using Column = base::ListOrder::Column;
  static const auto& spec = *new base::ListSpec{
      "ListFigureImportRejects",
      "SELECT body FROM figure_import_rejects",
      {},
      {{"line", {Column{"line", Column::Type::kInt}, Column{"number", Column::Type::kInt}}}}};
  return spec;
}

}  // namespace plenary::indicators
