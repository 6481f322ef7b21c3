// What the gateway makes of HTTP heads (RFC 9110, 9112): which it takes, and what each answer says.
#ifndef PLENARY_SERVICES_GATEWAY_HTTP_RULES_H_
#define PLENARY_SERVICES_GATEWAY_HTTP_RULES_H_

#include <cstdint>
#include <string>
#include <utility>
#include <vector>

#include "absl/strings/string_view.h"
#include "absl/types/optional.h"
#include "absl/types/span.h"

namespace plenary::gateway {

using Headers = std::vector<std::pair<std::string, std::string>>;

// The value of the first header of that name, which is in lower case; empty where there is none.
absl::string_view ValueOf(const Headers& headers, absl::string_view name);

// The most bytes of a request's head.
inline constexpr size_t kMostHeadBytes = 16 << 10;

// Whether the bytes of a head, to the empty line that ends it, may be looked at further: the status
// to refuse it with, and words; nullopt where it may. Two programs on one connection must not
// understand it differently, so whatever is ambiguous is refused: a line that goes on in the next
// (obs-fold), ends without CR or has a NUL, both Content-Length and Transfer-Encoding, either
// twice, a length that is no number, a transfer coding but chunked, a space before a colon, and
// whatever may stand only once twice.
struct HeadRefusal {
  int status = 400;
  std::string words;
};
absl::optional<HeadRefusal> CheckRawHead(absl::string_view head);

// The phrase of a status: "Not Found".
absl::string_view PhraseOf(int status);

// A head as it goes out, with the empty line that ends it.
std::string FormatHead(int status, const Headers& headers);

// The host of "plenary.example:7788" or "[::1]:7788", in lower case: "plenary.example", "[::1]".
std::string HostOf(absl::string_view authority);

// The host of "https://plenary.example/plenary", and whether it is https. Empty where it is no
// such address.
struct Origin {
  std::string scheme;     // "https"
  std::string authority;  // "plenary.example:8443"
};
Origin OriginOf(absl::string_view url);

// Whether the server answers to a Host header: localhost, an IP address, the host it listens on or
// the one people reach it by. A name of somebody else's that points here (DNS rebinding) is none.
bool AnswersTo(absl::string_view host_header, absl::string_view listen_host,
               absl::string_view public_url);

// The headers that stand on every answer. Styles may stand in the page since its components
// (Mantine) set them there; scripts may not. `is_encrypted`: as the browser sees it.
const Headers& SecurityHeaders(bool is_encrypted);

// "attachment" with a file name in any script (RFC 6266, RFC 8187).
std::string AttachmentNamed(absl::string_view filename);

// The media type of a file by its name's ending; "application/octet-stream" where it says nothing.
absl::string_view MediaTypeOf(absl::string_view filename);

// Whether Accept-Encoding takes `coding` (RFC 9110, 12.5.3); what is absent takes nothing but
// identity.
bool AcceptsCoding(absl::string_view accept_encoding, absl::string_view coding);

// Whether If-None-Match names `etag`, which has its quotes, weakly compared; "*" names all.
bool NamesTag(absl::string_view if_none_match, absl::string_view etag);

// The parameters of a query: "a=1&b=%20" is {{"a","1"},{"b"," "}}. nullopt where an escape is none.
absl::optional<Headers> ParseQuery(absl::string_view query);
// Undoes percent escapes; '+' is a space only where `plus_is_space`. nullopt where an escape is
// none.
absl::optional<std::string> Unescape(absl::string_view text, bool plus_is_space);

}  // namespace plenary::gateway

#endif  // PLENARY_SERVICES_GATEWAY_HTTP_RULES_H_
