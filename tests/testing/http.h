// A client of HTTP/1.1 that sends just the bytes it is given, for tests of a server that must take
// them apart.
#ifndef PLENARY_TESTS_TESTING_HTTP_H_
#define PLENARY_TESTS_TESTING_HTTP_H_

#include <arpa/inet.h>
#include <netinet/in.h>
#include <sys/socket.h>
#include <sys/time.h>
#include <unistd.h>

#include <cstdlib>
#include <stdexcept>
#include <string>
#include <utility>
#include <vector>

#include "absl/strings/ascii.h"
#include "absl/strings/numbers.h"
#include "absl/strings/str_cat.h"
#include "absl/strings/str_split.h"

namespace plenary::testing {

// An answer taken apart; `status` is 0 where the connection ended without one.
struct HttpAnswer {
  int status = 0;
  std::vector<std::pair<std::string, std::string>> headers;  // names in lower case
  std::string body;
  bool is_cut = false;  // the connection ended before the body did

  // The first value of a header, empty where there is none.
  std::string Header(absl::string_view name) const {
    for (const auto& [key, value] : headers) {
      if (key == name) return value;
    }
    return "";
  }
};

// One connection to loopback. Throws where it cannot be made; whatever waits for more than half a
// minute ends.
class HttpConnection {
 public:
  explicit HttpConnection(int port) : socket_(socket(AF_INET, SOCK_STREAM | SOCK_CLOEXEC, 0)) {
    sockaddr_in address = {};
    address.sin_family = AF_INET;
    address.sin_port = htons(static_cast<uint16_t>(port));
    address.sin_addr.s_addr = htonl(INADDR_LOOPBACK);
    const timeval patience = {30, 0};
    setsockopt(socket_, SOL_SOCKET, SO_RCVTIMEO, &patience, sizeof patience);
    if (connect(socket_, reinterpret_cast<sockaddr*>(&address), sizeof address) != 0) {
      close(socket_);
      throw std::runtime_error("cannot connect");
    }
  }
  ~HttpConnection() { close(socket_); }
  HttpConnection(const HttpConnection&) = delete;
  HttpConnection& operator=(const HttpConnection&) = delete;

  // Whether all bytes were taken.
  bool Send(absl::string_view bytes) {
    while (!bytes.empty()) {
      const ssize_t sent = send(socket_, bytes.data(), bytes.size(), MSG_NOSIGNAL);
      if (sent <= 0) return false;
      bytes.remove_prefix(static_cast<size_t>(sent));
    }
    return true;
  }
  // Says that nothing more is sent.
  void EndSending() { shutdown(socket_, SHUT_WR); }

  // The next answer; that to a HEAD has no body.
  HttpAnswer Receive(bool is_head = false) {
    HttpAnswer answer = ReceiveHead();
    if (answer.status == 100) answer = ReceiveHead();
    if (answer.status == 0 || is_head || answer.status == 204 || answer.status == 304)
      return answer;
    if (answer.Header("transfer-encoding") == "chunked") {
      while (ReceiveChunk(answer)) {
      }
      return answer;
    }
    size_t length = 0;
    if (!absl::SimpleAtoi(answer.Header("content-length"), &length)) {
      while (More()) {
      }
      length = in_.size();
    }
    answer.is_cut = !Have(length);
    answer.body = Take(std::min(length, in_.size()));
    return answer;
  }
  // The head alone of an answer whose body comes bit by bit.
  HttpAnswer ReceiveHead() {
    HttpAnswer answer;
    while (in_.find("\r\n\r\n") == std::string::npos) {
      if (!More()) return answer;
    }
    const std::string head = Take(in_.find("\r\n\r\n") + 4);
    const std::vector<std::string> lines = absl::StrSplit(head, "\r\n", absl::SkipEmpty());
    answer.status = std::atoi(lines[0].substr(9, 3).c_str());
    for (size_t i = 1; i < lines.size(); ++i) {
      const std::pair<std::string, std::string> parts =
          absl::StrSplit(lines[i], absl::MaxSplits(": ", 1));
      answer.headers.emplace_back(absl::AsciiStrToLower(parts.first), parts.second);
    }
    return answer;
  }
  // Adds the next chunk to the answer's body; false at the end.
  bool ReceiveChunk(HttpAnswer& answer) {
    while (in_.find("\r\n") == std::string::npos) {
      if (!More()) return EndedEarly(answer);
    }
    const size_t size = std::strtoul(Take(in_.find("\r\n") + 2).c_str(), nullptr, 16);
    if (!Have(size + 2)) return EndedEarly(answer);
    answer.body += Take(size + 2).substr(0, size);
    return size != 0;
  }
  // Whether the server has ended the connection, waiting for it.
  bool IsEnded() {
    in_.clear();
    while (More()) {
    }
    return is_ended_;
  }

 private:
  static bool EndedEarly(HttpAnswer& answer) {
    answer.is_cut = true;
    return false;
  }
  bool More() {
    char bytes[16 << 10];
    const ssize_t got = recv(socket_, bytes, sizeof bytes, 0);
    if (got > 0) in_.append(bytes, static_cast<size_t>(got));
    // A reset ends it as well; a silence doesn't.
    is_ended_ = got == 0 || (got < 0 && errno != EAGAIN && errno != EWOULDBLOCK);
    return got > 0;
  }
  bool Have(size_t bytes) {
    while (in_.size() < bytes) {
      if (!More()) return false;
    }
    return true;
  }
  std::string Take(size_t bytes) {
    std::string taken = in_.substr(0, bytes);
    in_.erase(0, bytes);
    return taken;
  }

  const int socket_;
  std::string in_;
  bool is_ended_ = false;
};

// What a request is made of; a Host and, where there is a body, its length are added.
struct HttpRequest {
  std::string method = "GET";
  std::string target = "/";
  std::vector<std::string> headers;  // "Name: value"
  std::string body;

  std::string Text() const {
    std::string text = absl::StrCat(method, " ", target, " HTTP/1.1\r\nHost: localhost\r\n");
    for (const std::string& header : headers) absl::StrAppend(&text, header, "\r\n");
    if (!body.empty() || method == "POST") {
      absl::StrAppend(&text, "Content-Length: ", body.size(), "\r\n");
    }
    return absl::StrCat(text, "\r\n", body);
  }
};

// The answer to one request on a connection of its own.
inline HttpAnswer Fetch(int port, const HttpRequest& request) {
  HttpConnection connection(port);
  connection.Send(request.Text());
  return connection.Receive(request.method == "HEAD");
}

}  // namespace plenary::testing

#endif  // PLENARY_TESTS_TESTING_HTTP_H_
