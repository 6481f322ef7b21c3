#include "services/interchange/xml_stream.h"

#include <expat.h>
#include <malloc.h>

#include <cstdlib>
#include <utility>

namespace plenary::interchange {
namespace {

constexpr char kSeparator[] = "|";

// expat's functions for memory get no argument of ours, so what the parser at work may still take
// stands here.
thread_local int64_t* memory_left = nullptr;

int64_t SizeOf(void* memory) { return static_cast<int64_t>(malloc_usable_size(memory)); }

void* Reallocate(void* memory, size_t size) {
  const int64_t old_size = SizeOf(memory);
  if (memory_left != nullptr && static_cast<int64_t>(size) > *memory_left + old_size) {
    return nullptr;
  }
  void* const moved = std::realloc(memory, size);
  if (memory_left != nullptr && moved != nullptr) *memory_left += old_size - SizeOf(moved);
  return moved;
}

void* Allocate(size_t size) { return Reallocate(nullptr, size); }

void Free(void* memory) {
  if (memory_left != nullptr) *memory_left += SizeOf(memory);
  std::free(memory);
}

constexpr XML_Memory_Handling_Suite kMemory = {&Allocate, &Reallocate, &Free};

}  // namespace

class XmlStream::Parser {
 public:
  Parser(const XmlBounds& bounds, const char* encoding, Names names, XmlHandler& handler)
      : bounds_(bounds),
        handler_(handler),
        memory_left_(bounds.parser_bytes),
        parser_(XML_ParserCreate_MM(encoding, &kMemory, names == kNamespace ? kSeparator : nullptr),
                &XML_ParserFree) {
    if (parser_ == nullptr) return;
    XML_SetUserData(parser_.get(), this);
    XML_SetElementHandler(parser_.get(), &OnStart, &OnEnd);
    XML_SetCharacterDataHandler(parser_.get(), &OnText);
    XML_SetStartDoctypeDeclHandler(parser_.get(), &OnDoctype);
  }

  absl::Status Add(absl::string_view piece, bool is_last) {
    if (parser_ == nullptr) return Fault(XmlFault::kTooMuchMemory);
    memory_left = &memory_left_;
    const XML_Status result =
        XML_Parse(parser_.get(), piece.data(), static_cast<int>(piece.size()), is_last);
    memory_left = nullptr;
    if (!refusal_.ok()) return refusal_;
    if (result == XML_STATUS_ERROR) return Failure();
    bytes_ += static_cast<int64_t>(piece.size());
    const int64_t event = XML_GetCurrentByteIndex(parser_.get());
    return !is_last && bytes_ - event > bounds_.token_bytes ? Fault(XmlFault::kTooMuchMemory)
                                                            : absl::OkStatus();
  }

  int64_t line() const {
    return parser_ == nullptr ? 1 : static_cast<int64_t>(XML_GetCurrentLineNumber(parser_.get()));
  }

 private:
  static void OnStart(void* self, const char* name, const char** attributes) {
    Parser& parser = *static_cast<Parser*>(self);
    if (!parser.refusal_.ok()) return;
    if (++parser.level_ > parser.bounds_.levels) {
      return parser.Stop(parser.Fault(XmlFault::kTooDeep));
    }
    parser.Stop(parser.handler_.Start(name, attributes));
  }
  static void OnEnd(void* self, const char* name) {
    Parser& parser = *static_cast<Parser*>(self);
    --parser.level_;
    if (parser.refusal_.ok()) parser.Stop(parser.handler_.End(name));
  }
  static void OnText(void* self, const char* text, int size) {
    Parser& parser = *static_cast<Parser*>(self);
    if (!parser.refusal_.ok()) return;
    parser.Stop(parser.handler_.Text(absl::string_view(text, static_cast<size_t>(size))));
  }
  // Entities are declared in a DOCTYPE, and none of our formats has one.
  static void OnDoctype(void* self, const char*, const char*, const char*, int) {
    Parser& parser = *static_cast<Parser*>(self);
    parser.Stop(parser.Fault(XmlFault::kDoctype));
  }

  // A stopped parser may still tell of what it holds already, so the refusal is looked at as well.
  void Stop(absl::Status status) {
    if (status.ok()) return;
    refusal_ = std::move(status);
    XML_StopParser(parser_.get(), XML_FALSE);
  }

  absl::Status Failure() const {
    const XML_Error error = XML_GetErrorCode(parser_.get());
    if (error == XML_ERROR_NO_MEMORY) return Fault(XmlFault::kTooMuchMemory);
    return Fault(XmlFault::kMalformed, XML_ErrorString(error));
  }
  absl::Status Fault(XmlFault::Kind kind, std::string description = {}) const {
    return handler_.Refuse({kind, line(), std::move(description)});
  }

  XmlBounds bounds_;
  XmlHandler& handler_;
  int64_t memory_left_;
  int64_t bytes_ = 0;
  int level_ = 0;
  absl::Status refusal_;
  std::unique_ptr<XML_ParserStruct, decltype(&XML_ParserFree)> parser_;
};

XmlStream::XmlStream(const XmlBounds& bounds, Names names, XmlHandler& handler)
    : parser_(std::make_unique<Parser>(bounds, nullptr, names, handler)) {}
XmlStream::XmlStream(std::unique_ptr<Parser> parser) : parser_(std::move(parser)) {}
XmlStream::XmlStream(XmlStream&&) noexcept = default;
XmlStream::~XmlStream() = default;

XmlStream XmlStream::OfUtf8(const XmlBounds& bounds, Names names, XmlHandler& handler) {
  return XmlStream(std::make_unique<Parser>(bounds, "UTF-8", names, handler));
}

absl::Status XmlStream::Add(absl::string_view piece) { return parser_->Add(piece, false); }
absl::Status XmlStream::Finish() { return parser_->Add({}, true); }
int64_t XmlStream::line() const { return parser_->line(); }

}  // namespace plenary::interchange
