#include "services/base/document_number.h"

#include <string>

#include "gtest/gtest.h"

namespace plenary::base {
namespace {

struct NumberCase {
  const char* label;
  std::string written;
  absl::optional<std::string> compared;
};
void PrintTo(const NumberCase& c, std::ostream* os) { *os << c.label; }

class DocumentNumber : public ::testing::TestWithParam<NumberCase> {};

TEST_P(DocumentNumber, IsComparedInOneForm) {
  EXPECT_EQ(NormalizedDocumentNumber(GetParam().written), GetParam().compared);
}

INSTANTIATE_TEST_SUITE_P(
    Forms, DocumentNumber,
    ::testing::Values(NumberCase{"AsCompared", "MP0000000", "MP0000000"},
                      NumberCase{"SmallLetters", "mp0000000", "MP0000000"},
                      NumberCase{"Spaces", " 00 00\t000000 ", "0000000000"},
                      NumberCase{"NoBreakSpaces", "00\u00A000\u202F000000", "0000000000"},
                      NumberCase{"Hyphens", "AB-00\u2010000\u20110", "AB000000"},
                      NumberCase{"Empty", "", absl::nullopt},
                      NumberCase{"BlanksAlone", " - ", absl::nullopt},
                      NumberCase{"CyrillicLookalikes", "МР0000000", absl::nullopt},
                      NumberCase{"OtherSigns", "MP/0000000", absl::nullopt},
                      NumberCase{"Control", std::string("MP\0", 3), absl::nullopt}),
    [](const auto& each) { return std::string(each.param.label); });

}  // namespace
}  // namespace plenary::base
