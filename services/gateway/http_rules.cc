#include "services/gateway/http_rules.h"

#include <arpa/inet.h>

#include <algorithm>
#include <array>
#include <cstdlib>

#include "absl/strings/ascii.h"
#include "absl/strings/match.h"
#include "absl/strings/numbers.h"
#include "absl/strings/str_cat.h"
#include "absl/strings/str_split.h"
#include "absl/strings/strip.h"

namespace plenary::gateway {
namespace {

// RFC 9110, 5.6.2.
bool IsToken(absl::string_view text) {
  static constexpr absl::string_view kSigns = "!#$%&'*+-.^_`|~";
  return !text.empty() && std::all_of(text.begin(), text.end(), [](char c) {
    return absl::ascii_isalnum(static_cast<unsigned char>(c)) ||
           kSigns.find(c) != absl::string_view::npos;
  });
}

// Spaces and tabs alone: what else some call white another takes for part of the value.
absl::string_view WithoutBlanks(absl::string_view text) {
  const size_t first = text.find_first_not_of(" \t");
  if (first == absl::string_view::npos) return {};
  return text.substr(first, text.find_last_not_of(" \t") - first + 1);
}

bool IsDigits(absl::string_view text) {
  return !text.empty() && std::all_of(text.begin(), text.end(), [](char c) {
    return absl::ascii_isdigit(static_cast<unsigned char>(c));
  });
}

// Values of these are one, so that two of them are somebody's attempt to be understood in two ways.
constexpr absl::string_view kOnlyOnce[] = {
    "authorization", "content-encoding", "content-length", "content-type", "host",
    "if-none-match", "origin",           "sec-fetch-site", "te",           "transfer-encoding"};

HeadRefusal Bad(absl::string_view words) { return {400, std::string(words)}; }

absl::optional<HeadRefusal> CheckFraming(const Headers& headers) {
  const absl::string_view length = ValueOf(headers, "content-length");
  const absl::string_view coding = ValueOf(headers, "transfer-encoding");
  if (!coding.empty() && !length.empty()) {
    return Bad("the request has both a length and a transfer coding");
  }
  if (!coding.empty() && !absl::EqualsIgnoreCase(coding, "chunked")) {
    return HeadRefusal{501, "the only transfer coding that is taken is chunked"};
  }
  if (!length.empty() && (!IsDigits(length) || length.size() > 18)) {
    return Bad("the request's length is no number");
  }
  return absl::nullopt;
}

absl::optional<HeadRefusal> CheckField(absl::string_view line, Headers& headers) {
  const size_t colon = line.find(':');
  if (colon == absl::string_view::npos) return Bad("a header is not of the form 'name: value'");
  const absl::string_view name = line.substr(0, colon);
  if (!IsToken(name)) return Bad("the name of a header has signs that no name may have");
  const absl::string_view value = WithoutBlanks(line.substr(colon + 1));
  const bool is_clean = std::all_of(value.begin(), value.end(), [](char c) {
    return c == '\t' || static_cast<unsigned char>(c) >= 0x20;
  });
  if (!is_clean || absl::StrContains(value, '\x7f')) {
    return Bad("a header has signs that none may have");
  }
  headers.emplace_back(absl::AsciiStrToLower(name), value);
  const std::string& added = headers.back().first;
  const bool is_repeated = std::any_of(headers.begin(), headers.end() - 1,
                                       [&](const auto& header) { return header.first == added; });
  if (is_repeated &&
      std::find(std::begin(kOnlyOnce), std::end(kOnlyOnce), added) != std::end(kOnlyOnce)) {
    return Bad(absl::StrCat("the header '", added, "' stands twice"));
  }
  if (value.empty() && (added == "content-length" || added == "transfer-encoding")) {
    return Bad(absl::StrCat("the header '", added, "' is empty"));
  }
  return absl::nullopt;
}

absl::optional<HeadRefusal> CheckRequestLine(absl::string_view line, bool& is_old) {
  const std::vector<absl::string_view> parts = absl::StrSplit(line, ' ');
  if (parts.size() != 3 || !IsToken(parts[0]) || parts[1].empty()) {
    return Bad("the request does not begin with a method, a target and a version");
  }
  if (!absl::StartsWith(parts[2], "HTTP/")) return Bad("the request is not HTTP");
  if (parts[2] != "HTTP/1.1" && parts[2] != "HTTP/1.0") {
    return HeadRefusal{505, "HTTP 1.1 and 1.0 are spoken here"};
  }
  is_old = parts[2] == "HTTP/1.0";
  const bool is_path = parts[1].front() == '/' || parts[1] == "*";
  const bool is_clean =
      std::all_of(parts[1].begin(), parts[1].end(), [](char c) { return c > 0x20 && c < 0x7f; });
  if (!is_path || !is_clean) return Bad("the target is not a path");
  return absl::nullopt;
}

// "W/" doesn't count in weak comparison.
absl::string_view Opaque(absl::string_view tag) {
  absl::ConsumePrefix(&tag, "W/");
  return tag;
}

int HexOf(char c) {
  if (c >= '0' && c <= '9') return c - '0';
  const char lower = absl::ascii_tolower(static_cast<unsigned char>(c));
  return lower >= 'a' && lower <= 'f' ? lower - 'a' + 10 : -1;
}

}  // namespace

absl::string_view ValueOf(const Headers& headers, absl::string_view name) {
  for (const auto& [key, value] : headers) {
    if (key == name) return value;
  }
  return "";
}

absl::optional<HeadRefusal> CheckRawHead(absl::string_view head) {
  if (absl::StrContains(head, '\0')) return Bad("the head has a NUL");
  absl::ConsumeSuffix(&head, "\r\n\r\n");
  Headers headers;
  bool is_old = false;
  bool is_first = true;
  for (const absl::string_view line : absl::StrSplit(head, "\r\n")) {
    if (absl::StrContains(line, '\r') || absl::StrContains(line, '\n')) {
      return Bad("a line of the head ends otherwise than with CR LF");
    }
    if (std::exchange(is_first, false)) {
      if (auto refusal = CheckRequestLine(line, is_old)) return refusal;
      continue;
    }
    if (line.empty() || line.front() == ' ' || line.front() == '\t') {
      return Bad("a header goes on in the next line");
    }
    if (auto refusal = CheckField(line, headers)) return refusal;
  }
  if (!is_old && ValueOf(headers, "host").empty()) return Bad("the request has no Host");
  if (is_old && !ValueOf(headers, "transfer-encoding").empty()) {
    return Bad("HTTP 1.0 knows no transfer codings");
  }
  return CheckFraming(headers);
}

absl::string_view PhraseOf(int status) {
  switch (status) {
    case 200:
      return "OK";
    case 201:
      return "Created";
    case 204:
      return "No Content";
    case 302:
      return "Found";
    case 303:
      return "See Other";
    case 304:
      return "Not Modified";
    case 400:
      return "Bad Request";
    case 401:
      return "Unauthorized";
    case 403:
      return "Forbidden";
    case 404:
      return "Not Found";
    case 405:
      return "Method Not Allowed";
    case 408:
      return "Request Timeout";
    case 409:
      return "Conflict";
    case 413:
      return "Content Too Large";
    case 415:
      return "Unsupported Media Type";
    case 417:
      return "Expectation Failed";
    case 421:
      return "Misdirected Request";
    case 429:
      return "Too Many Requests";
    case 431:
      return "Request Header Fields Too Large";
    case 499:
      return "Client Closed Request";
    case 500:
      return "Internal Server Error";
    case 501:
      return "Not Implemented";
    case 503:
      return "Service Unavailable";
    case 504:
      return "Gateway Timeout";
    case 505:
      return "HTTP Version Not Supported";
    default:
      return "Unknown";
  }
}

std::string FormatHead(int status, const Headers& headers) {
  std::string text = absl::StrCat("HTTP/1.1 ", status, " ", PhraseOf(status), "\r\n");
  for (const auto& [name, value] : headers) absl::StrAppend(&text, name, ": ", value, "\r\n");
  text += "\r\n";
  return text;
}

std::string HostOf(absl::string_view authority) {
  const size_t bracket = authority.rfind(']');
  const size_t colon = authority.rfind(':');
  const bool has_port =
      colon != absl::string_view::npos && (bracket == absl::string_view::npos || colon > bracket);
  return absl::AsciiStrToLower(has_port ? authority.substr(0, colon) : authority);
}

Origin OriginOf(absl::string_view url) {
  Origin origin;
  const size_t end = url.find("://");
  if (end == absl::string_view::npos) return origin;
  origin.scheme = absl::AsciiStrToLower(url.substr(0, end));
  url.remove_prefix(end + 3);
  origin.authority = absl::AsciiStrToLower(url.substr(0, url.find_first_of("/?#")));
  return origin;
}

bool AnswersTo(absl::string_view host_header, absl::string_view listen_host,
               absl::string_view public_url) {
  const std::string host = HostOf(host_header);
  if (host == "localhost" || host == HostOf(listen_host)) return true;
  if (!public_url.empty() && host == HostOf(OriginOf(public_url).authority)) return true;
  // A page can make a browser come by a name of its own choice, but not by an address.
  in_addr v4;
  in6_addr v6;
  if (inet_pton(AF_INET, host.c_str(), &v4) == 1) return true;
  return host.size() > 2 && host.front() == '[' && host.back() == ']' &&
         inet_pton(AF_INET6, host.substr(1, host.size() - 2).c_str(), &v6) == 1;
}

const Headers& SecurityHeaders(bool is_encrypted) {
  static const auto& plain = *new Headers{
      {"Content-Security-Policy",
       "default-src 'none'; script-src 'self' 'wasm-unsafe-eval'; style-src 'self' "
       "'unsafe-inline'; img-src 'self' data: blob:; font-src 'self'; connect-src 'self'; "
       "worker-src 'self'; manifest-src 'self'; form-action 'self'; frame-ancestors 'none'; "
       "base-uri 'none'"},
      {"Referrer-Policy", "no-referrer"},
      {"X-Content-Type-Options", "nosniff"},
      {"Cross-Origin-Opener-Policy", "same-origin"},
      {"Cross-Origin-Resource-Policy", "same-origin"},
      {"Permissions-Policy",
       "accelerometer=(), camera=(self), display-capture=(), geolocation=(), gyroscope=(), "
       "microphone=(), payment=(), usb=()"}};
  static const auto& encrypted = *new Headers([] {
    Headers headers = plain;
    headers.emplace_back("Strict-Transport-Security", "max-age=31536000");
    return headers;
  }());
  return is_encrypted ? encrypted : plain;
}

std::string AttachmentNamed(absl::string_view filename) {
  std::string plain;
  std::string escaped;
  for (const char c : filename) {
    const auto byte = static_cast<unsigned char>(c);
    const bool is_word = absl::ascii_isalnum(byte) || absl::StrContains("-_.~", c);
    // What old clients are shown has no quotes, escapes or separators to trip over.
    if (byte < 0x80) plain += is_word || c == ' ' ? c : '_';
    if (is_word) {
      escaped += c;
    } else {
      constexpr absl::string_view kDigits = "0123456789ABCDEF";
      escaped += {'%', kDigits[byte >> 4], kDigits[byte & 15]};
    }
  }
  return absl::StrCat("attachment; filename=\"", plain, "\"; filename*=UTF-8''", escaped);
}

absl::string_view MediaTypeOf(absl::string_view filename) {
  static constexpr std::pair<absl::string_view, absl::string_view> kTypes[] = {
      {".css", "text/css; charset=utf-8"},
      {".csv", "text/csv; charset=utf-8"},
      {".docx", "application/vnd.openxmlformats-officedocument.wordprocessingml.document"},
      {".html", "text/html; charset=utf-8"},
      {".ico", "image/x-icon"},
      {".ics", "text/calendar; charset=utf-8"},
      {".jpg", "image/jpeg"},
      {".js", "text/javascript; charset=utf-8"},
      {".json", "application/json"},
      {".map", "application/json"},
      {".mjs", "text/javascript; charset=utf-8"},
      {".pdf", "application/pdf"},
      {".png", "image/png"},
      {".svg", "image/svg+xml"},
      {".txt", "text/plain; charset=utf-8"},
      {".wasm", "application/wasm"},
      {".webmanifest", "application/manifest+json"},
      {".webp", "image/webp"},
      {".woff", "font/woff"},
      {".woff2", "font/woff2"},
      {".xlsx", "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"},
  };
  for (const auto& [ending, type] : kTypes) {
    if (absl::EndsWithIgnoreCase(filename, ending)) return type;
  }
  return "application/octet-stream";
}

bool AcceptsCoding(absl::string_view accept_encoding, absl::string_view coding) {
  bool accepts_any = false;
  for (absl::string_view item : absl::StrSplit(accept_encoding, ',')) {
    const std::pair<absl::string_view, absl::string_view> parts =
        absl::StrSplit(item, absl::MaxSplits(';', 1));
    const absl::string_view name = absl::StripAsciiWhitespace(parts.first);
    absl::string_view weight = absl::StripAsciiWhitespace(parts.second);
    double quality = 1;
    if (absl::ConsumePrefix(&weight, "q=") && !absl::SimpleAtod(weight, &quality)) quality = 0;
    if (absl::EqualsIgnoreCase(name, coding)) return quality > 0;
    if (name == "*") accepts_any = quality > 0;
  }
  return accepts_any;
}

bool NamesTag(absl::string_view if_none_match, absl::string_view etag) {
  for (absl::string_view item : absl::StrSplit(if_none_match, ',')) {
    item = absl::StripAsciiWhitespace(item);
    if (item == "*" || (!item.empty() && Opaque(item) == Opaque(etag))) return true;
  }
  return false;
}

absl::optional<std::string> Unescape(absl::string_view text, bool plus_is_space) {
  std::string plain;
  plain.reserve(text.size());
  for (size_t i = 0; i < text.size(); ++i) {
    if (text[i] == '+' && plus_is_space) {
      plain += ' ';
    } else if (text[i] != '%') {
      plain += text[i];
    } else {
      if (i + 2 >= text.size()) return absl::nullopt;
      const int high = HexOf(text[i + 1]);
      const int low = HexOf(text[i + 2]);
      if (high < 0 || low < 0) return absl::nullopt;
      plain += static_cast<char>(high << 4 | low);
      i += 2;
    }
  }
  return plain;
}

absl::optional<Headers> ParseQuery(absl::string_view query) {
  Headers parameters;
  for (const absl::string_view item : absl::StrSplit(query, '&', absl::SkipEmpty())) {
    const std::pair<absl::string_view, absl::string_view> parts =
        absl::StrSplit(item, absl::MaxSplits('=', 1));
    auto name = Unescape(parts.first, /*plus_is_space=*/true);
    auto value = Unescape(parts.second, /*plus_is_space=*/true);
    if (!name.has_value() || !value.has_value()) return absl::nullopt;
    parameters.emplace_back(*std::move(name), *std::move(value));
  }
  return parameters;
}

}  // namespace plenary::gateway
