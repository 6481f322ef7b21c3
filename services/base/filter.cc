#include "services/base/filter.h"

#include <unicode/utf8.h>

#include <cstddef>
#include <cstdint>
#include <utility>

#include "absl/strings/ascii.h"
#include "absl/strings/match.h"
#include "absl/strings/numbers.h"
#include "absl/strings/str_cat.h"
#include "absl/strings/str_join.h"
#include "absl/time/time.h"
#include "absl/types/optional.h"
#include "services/base/errors.h"

namespace plenary::base {
namespace {

constexpr size_t kMostBytes = 2000;
constexpr int kMostNesting = 16;
constexpr int kMostComparisons = 100;
constexpr UChar32 kFirstSurrogate = 0xD800;
constexpr UChar32 kAfterSurrogates = 0xE000;
constexpr UChar32 kLastCharacter = 0x10FFFF;

enum class Operator { kEquals, kDiffers, kLess, kAtMost, kGreater, kAtLeast, kHas };

absl::string_view SqlOf(Operator op) {
  switch (op) {
    case Operator::kEquals:
      return " = ";
    case Operator::kDiffers:
      return " <> ";
    case Operator::kLess:
      return " < ";
    case Operator::kAtMost:
      return " <= ";
    case Operator::kGreater:
      return " > ";
    case Operator::kAtLeast:
    case Operator::kHas:
      return " >= ";
  }
  return "";
}

// A value as it stands in the filter.
struct Literal {
  std::string text;
  bool quoted = false;
  size_t position = 0;
};

// Whether `text` is UTF-8 without the zero character, which PostgreSQL cannot hold.
bool IsText(absl::string_view text) {
  const int32_t size = static_cast<int32_t>(text.size());
  for (int32_t i = 0; i < size;) {
    UChar32 character = 0;
    U8_NEXT(text.data(), i, size, character);
    if (character <= 0) return false;
  }
  return true;
}

// The least text after every text that begins with `prefix`; nullopt where there is none. It is
// found by characters, not bytes, since a parameter must be UTF-8; both have the same order.
absl::optional<std::string> AfterPrefix(std::string prefix) {
  while (!prefix.empty()) {
    int32_t start = static_cast<int32_t>(prefix.size());
    UChar32 last = 0;
    U8_PREV(prefix.data(), 0, start, last);
    prefix.resize(static_cast<size_t>(start));
    if (last == kLastCharacter) continue;
    if (++last == kFirstSurrogate) last = kAfterSurrogates;
    char next[U8_MAX_LENGTH];
    int32_t size = 0;
    U8_APPEND_UNSAFE(next, size, last);
    prefix.append(next, static_cast<size_t>(size));
    return prefix;
  }
  return absl::nullopt;
}

// Every value of an enum that can be asked for.
std::string ValueNames(const google::protobuf::EnumDescriptor& enumeration) {
  std::vector<std::string> names;
  for (int i = 0; i < enumeration.value_count(); ++i) {
    if (enumeration.value(i)->number() != 0) names.push_back(enumeration.value(i)->name());
  }
  return absl::StrJoin(names, ", ");
}

// Reads a filter from left to right and writes its condition. After the first error the rest is
// not read.
class Compiler {
 public:
  Compiler(absl::string_view filter, const std::vector<FilterField>& fields, int first)
      : filter_(filter), fields_(fields), next_param_(first) {}

  absl::StatusOr<Condition> Compile() {
    if (filter_.size() > kMostBytes) {
      return Fail(kMostBytes, absl::StrCat("the filter is ", filter_.size(),
                                           " bytes long; at most ", kMostBytes, " are allowed"));
    }
    if (!IsText(filter_)) {
      return Fail(0, "the filter must be UTF-8 text without the zero character");
    }
    SkipSpace();
    if (AtEnd()) return Condition();
    PLENARY_RETURN_IF_ERROR(Expression());
    if (!AtEnd()) return Fail(at_, "this parenthesis closes nothing");
    return Condition{std::move(sql_), std::move(params_)};
  }

 private:
  absl::Status Fail(size_t position, absl::string_view what) const {
    return Refuse(absl::StatusCode::kInvalidArgument, v1::ERROR_REASON_INVALID_FILTER,
                  absl::StrCat("filter, at byte ", position + 1, ": ", what),
                  {{"allowedFields", FieldNames()}, {"position", absl::StrCat(position + 1)}});
  }
  std::string FieldNames() const {
    return absl::StrJoin(fields_, ", ", [](std::string* out, const FilterField& field) {
      absl::StrAppend(out, field.name);
    });
  }

  bool AtEnd() const { return at_ == filter_.size(); }
  char Peek() const { return AtEnd() ? '\0' : filter_[at_]; }
  void SkipSpace() {
    while (!AtEnd() && absl::ascii_isspace(static_cast<unsigned char>(filter_[at_]))) ++at_;
  }
  bool TakeCharacter(char c) {
    if (Peek() != c) return false;
    ++at_;
    return true;
  }

  // Takes `word` where it stands alone, and the space behind it.
  bool TakeWord(absl::string_view word) {
    if (filter_.substr(at_, word.size()) != word) return false;
    const size_t end = at_ + word.size();
    if (end < filter_.size() && IsFieldCharacter(filter_[end])) return false;
    at_ = end;
    SkipSpace();
    return true;
  }

  static bool IsFieldCharacter(char c) {
    return absl::ascii_isalnum(static_cast<unsigned char>(c)) || c == '_' || c == '.';
  }
  // A hyphen in front of a field is NOT; inside it belongs to an id: custom_values.shirt-size.
  bool AtFieldCharacter(size_t start) const {
    return !AtEnd() && (IsFieldCharacter(Peek()) || (Peek() == '-' && at_ > start));
  }

  // AND is written between what stands side by side, whether or not it is spelled out.
  absl::Status Expression() {
    PLENARY_RETURN_IF_ERROR(Factor());
    while (!AtEnd() && Peek() != ')') {
      TakeWord("AND");
      sql_.append(" AND ");
      PLENARY_RETURN_IF_ERROR(Factor());
    }
    return absl::OkStatus();
  }

  absl::Status Factor() {
    sql_.push_back('(');
    PLENARY_RETURN_IF_ERROR(Term());
    while (TakeWord("OR")) {
      sql_.append(" OR ");
      PLENARY_RETURN_IF_ERROR(Term());
    }
    sql_.push_back(')');
    return absl::OkStatus();
  }

  absl::Status Term() {
    if (TakeWord("NOT") || TakeCharacter('-')) sql_.append("NOT ");
    const size_t start = at_;
    if (!TakeCharacter('(')) return Comparison();
    if (++nesting_ > kMostNesting) {
      return Fail(start, absl::StrCat("parentheses are nested deeper than ", kMostNesting));
    }
    SkipSpace();
    sql_.push_back('(');
    PLENARY_RETURN_IF_ERROR(Expression());
    if (!TakeCharacter(')')) return Fail(start, "this parenthesis is never closed");
    sql_.push_back(')');
    --nesting_;
    SkipSpace();
    return absl::OkStatus();
  }

  absl::Status Comparison() {
    if (++comparisons_ > kMostComparisons) {
      return Fail(at_, absl::StrCat("there are more than ", kMostComparisons, " comparisons"));
    }
    const size_t start = at_;
    PLENARY_ASSIGN_OR_RETURN(const FilterField* field, Field());
    const size_t operator_start = at_;
    const absl::optional<Operator> op = TakeOperator();
    if (!op) {
      return Fail(operator_start,
                  absl::StrCat("after ", field->name, " one of = != < <= > >= : must follow"));
    }
    SkipSpace();
    PLENARY_ASSIGN_OR_RETURN(const Literal literal, Value());
    SkipSpace();
    return Compare(*field, *op, literal, start);
  }

  absl::StatusOr<const FilterField*> Field() {
    const size_t start = at_;
    while (AtFieldCharacter(start)) ++at_;
    const absl::string_view name = filter_.substr(start, at_ - start);
    SkipSpace();
    for (const FilterField& field : fields_) {
      if (field.name == name) return &field;
    }
    if (name.empty()) return Fail(start, absl::StrCat("a field must stand here: ", FieldNames()));
    return Fail(start, absl::StrCat("there is no field ", name, " to filter by; the fields are ",
                                    FieldNames()));
  }

  absl::optional<Operator> TakeOperator() {
    if (TakeCharacter(':')) return Operator::kHas;
    if (TakeCharacter('=')) return Operator::kEquals;
    if (TakeCharacter('<')) return TakeCharacter('=') ? Operator::kAtMost : Operator::kLess;
    if (TakeCharacter('>')) return TakeCharacter('=') ? Operator::kAtLeast : Operator::kGreater;
    if (filter_.substr(at_, 2) != "!=") return absl::nullopt;
    at_ += 2;
    return Operator::kDiffers;
  }

  absl::StatusOr<Literal> Value() {
    Literal literal;
    literal.position = at_;
    const char quote = Peek();
    if (quote == '"' || quote == '\'') {
      literal.quoted = true;
      PLENARY_ASSIGN_OR_RETURN(literal.text, Quoted());
      return literal;
    }
    while (!AtEnd() && IsBareCharacter(filter_[at_])) literal.text.push_back(filter_[at_++]);
    if (literal.text.empty()) return Fail(at_, "a value must stand here");
    return literal;
  }

  // A bare value goes on to the next space or parenthesis, so that times need no quotes.
  static bool IsBareCharacter(char c) {
    return !absl::ascii_isspace(static_cast<unsigned char>(c)) && c != '(' && c != ')' &&
           !absl::StrContains("\"',=<>!", c);
  }

  absl::StatusOr<std::string> Quoted() {
    const size_t start = at_;
    const char quote = filter_[at_++];
    std::string text;
    while (!AtEnd()) {
      const char c = filter_[at_++];
      if (c == quote) return text;
      if (c != '\\') {
        text.push_back(c);
        continue;
      }
      const absl::optional<char> meant = TakeEscaped();
      if (!meant) return Fail(at_ - 1, R"(after \ one of " ' \ n t must follow)");
      text.push_back(*meant);
    }
    return Fail(start, "this quoted text is never closed");
  }

  absl::optional<char> TakeEscaped() {
    if (AtEnd()) return absl::nullopt;
    switch (const char c = filter_[at_++]) {
      case '"':
      case '\'':
      case '\\':
        return c;
      case 'n':
        return '\n';
      case 't':
        return '\t';
      default:
        return absl::nullopt;
    }
  }

  absl::Status Compare(const FilterField& field, Operator op, const Literal& literal,
                       size_t start) {
    if (field.type == FilterField::Type::kText) {
      if (op == Operator::kHas) return CompareBeginning(field, literal);
      return Write(field, op, literal.text);
    }
    const bool ordered =
        field.type == FilterField::Type::kInt || field.type == FilterField::Type::kTime;
    const bool equality = op == Operator::kEquals || op == Operator::kDiffers;
    if (op == Operator::kHas || (!ordered && !equality)) {
      return Fail(start, absl::StrCat(field.name, " can only be compared with ",
                                      ordered ? "= != < <= > >=" : "= or !="));
    }
    PLENARY_ASSIGN_OR_RETURN(const int64_t value, Number(field, literal));
    return Write(field, op, value);
  }

  absl::Status CompareBeginning(const FilterField& field, const Literal& literal) {
    if (literal.text == "*" && !literal.quoted) {
      return Write(field, Operator::kDiffers, std::string());
    }
    const absl::optional<std::string> end = AfterPrefix(literal.text);
    if (!end) return Write(field, Operator::kAtLeast, literal.text);
    sql_.push_back('(');
    PLENARY_RETURN_IF_ERROR(Write(field, Operator::kAtLeast, literal.text));
    sql_.append(" AND ");
    PLENARY_RETURN_IF_ERROR(Write(field, Operator::kLess, *end));
    sql_.push_back(')');
    return absl::OkStatus();
  }

  // What a column that is not a text holds for `literal`.
  absl::StatusOr<int64_t> Number(const FilterField& field, const Literal& literal) const {
    switch (field.type) {
      case FilterField::Type::kBool:
        if (literal.text == "true") return 1;
        if (literal.text == "false") return 0;
        return Fail(literal.position, absl::StrCat(field.name, " is true or false"));
      case FilterField::Type::kTime:
        return Instant(field, literal);
      case FilterField::Type::kEnum:
        return EnumNumber(field, literal);
      case FilterField::Type::kInt:
      case FilterField::Type::kText:
        break;
    }
    int64_t number = 0;
    if (absl::SimpleAtoi(literal.text, &number)) return number;
    return Fail(literal.position, absl::StrCat(field.name, " is a 64-bit whole number"));
  }

  absl::StatusOr<int64_t> Instant(const FilterField& field, const Literal& literal) const {
    static const absl::Time kFirst = absl::FromCivil(absl::CivilSecond(1), absl::UTCTimeZone());
    static const absl::Time kEnd = absl::FromCivil(absl::CivilSecond(10000), absl::UTCTimeZone());
    absl::Time time;
    std::string error;
    if (absl::ParseTime(absl::RFC3339_full, literal.text, &time, &error) && time >= kFirst &&
        time < kEnd) {
      return absl::ToUnixMicros(time);
    }
    return Fail(literal.position,
                absl::StrCat(field.name, " is a time of RFC 3339, like 2023-10-03T09:00:00Z"));
  }

  absl::StatusOr<int64_t> EnumNumber(const FilterField& field, const Literal& literal) const {
    const google::protobuf::EnumValueDescriptor* value =
        field.enumeration->FindValueByName(literal.text);
    int number = 0;
    if (value == nullptr && absl::SimpleAtoi(literal.text, &number)) {
      value = field.enumeration->FindValueByNumber(number);
    }
    if (value != nullptr) return value->number();
    return Fail(literal.position,
                absl::StrCat(field.name, " is one of ", ValueNames(*field.enumeration)));
  }

  absl::Status Write(const FilterField& field, Operator op, SqlValue value) {
    if (!field.beside.empty()) {
      absl::StrAppend(&sql_, field.beside, " $", next_param_++, " AND ");
      params_.emplace_back(field.key);
    }
    absl::StrAppend(&sql_, field.column, SqlOf(op), "$", next_param_++);
    params_.push_back(std::move(value));
    if (!field.beside.empty()) sql_.push_back(')');
    return absl::OkStatus();
  }

  const absl::string_view filter_;
  const std::vector<FilterField>& fields_;
  int next_param_;
  size_t at_ = 0;
  int nesting_ = 0;
  int comparisons_ = 0;
  std::string sql_;
  std::vector<SqlValue> params_;
};

}  // namespace

absl::StatusOr<Condition> CompileFilter(absl::string_view filter,
                                        const std::vector<FilterField>& fields, int first) {
  return Compiler(filter, fields, first).Compile();
}

}  // namespace plenary::base
