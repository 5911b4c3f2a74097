// SPDX-License-Identifier: Apache-2.0
#include "http/transfer.h"

#include <algorithm>
#include <charconv>

#include <fmt/format.h>

namespace inland::http {

namespace {

struct Failure {
    CURLcode code;
    ErrorKind kind;
    std::string_view name;
    std::string_view text;
};

constexpr std::array failures = {
    Failure{CURLE_URL_MALFORMAT, ErrorKind::InvalidInput, "", "the URL is malformed"},
    Failure{CURLE_UNSUPPORTED_PROTOCOL, ErrorKind::InvalidInput, "",
            "only http and https are spoken"},
    Failure{CURLE_COULDNT_RESOLVE_HOST, ErrorKind::Unavailable, transport_code::name_not_found,
            "the name does not resolve"},
    Failure{CURLE_COULDNT_RESOLVE_PROXY, ErrorKind::Unavailable, transport_code::name_not_found,
            "the proxy's name does not resolve"},
    Failure{CURLE_COULDNT_CONNECT, ErrorKind::Unavailable, transport_code::connection_refused,
            "nobody answers there"},
    Failure{CURLE_PEER_FAILED_VERIFICATION, ErrorKind::Unavailable, transport_code::tls_failure,
            "its certificate is not trusted"},
    Failure{CURLE_SSL_CONNECT_ERROR, ErrorKind::Unavailable, transport_code::tls_failure,
            "the TLS handshake failed"},
    Failure{CURLE_SSL_CACERT_BADFILE, ErrorKind::InvalidInput, transport_code::tls_failure,
            "the CA bundle cannot be read"},
    Failure{CURLE_GOT_NOTHING, ErrorKind::Unavailable, transport_code::connection_broken,
            "the connection was closed without an answer"},
    Failure{CURLE_SEND_ERROR, ErrorKind::Unavailable, transport_code::connection_broken,
            "the connection broke while sending"},
    Failure{CURLE_SEND_FAIL_REWIND, ErrorKind::Unavailable, transport_code::connection_broken,
            "the connection broke before an answer"},
    Failure{CURLE_RECV_ERROR, ErrorKind::Unavailable, transport_code::connection_broken,
            "the connection broke while receiving"},
    Failure{CURLE_PARTIAL_FILE, ErrorKind::Unavailable, transport_code::connection_broken,
            "the answer ended too early"},
    Failure{CURLE_WEIRD_SERVER_REPLY, ErrorKind::Unavailable, transport_code::connection_broken,
            "the answer is not HTTP"},
    Failure{CURLE_WRITE_ERROR, ErrorKind::Unavailable, transport_code::connection_broken,
            "the answer is too large"},
};

constexpr Failure other_failure{CURLE_OK, ErrorKind::Unavailable, transport_code::connection_broken,
                                "the request failed"};

bool has_line_break(std::string_view text) {
    return text.find_first_of(std::string_view("\r\n\0", 3)) != text.npos;
}

std::string_view trim(std::string_view text) {
    constexpr std::string_view blank = " \t\r\n";
    const auto first = text.find_first_not_of(blank);
    return first == text.npos ? std::string_view{}
                              : text.substr(first, text.find_last_not_of(blank) - first + 1);
}

/// "HTTP/1.1 200 OK" is 200; nothing for other lines.
std::optional<int> status_of(std::string_view line) {
    if (!line.starts_with("HTTP/"))
        return std::nullopt;
    const auto rest = line.substr(std::min(line.find(' ') + 1, line.size()));
    int status = 0;
    std::from_chars(rest.data(), rest.data() + rest.size(), status);
    return status;
}

}  // namespace

Transfer::Transfer(const Request& request, const ClientOptions& options)
    : request_(request), max_body_bytes_(options.max_body_bytes), easy_(curl_easy_init()) {
    set_transport(options);
    set_method();
    set_headers();
}

void Transfer::set_transport(const ClientOptions& options) {
    curl_easy_setopt(handle(), CURLOPT_URL, (request_.origin + request_.target).c_str());
    curl_easy_setopt(handle(), CURLOPT_PATH_AS_IS, 1L);
    curl_easy_setopt(handle(), CURLOPT_PROTOCOLS_STR, "http,https");
    curl_easy_setopt(handle(), CURLOPT_HTTP_VERSION, CURL_HTTP_VERSION_1_1);
    curl_easy_setopt(handle(), CURLOPT_NOSIGNAL, 1L);
    curl_easy_setopt(handle(), CURLOPT_SUPPRESS_CONNECT_HEADERS, 1L);
    curl_easy_setopt(handle(), CURLOPT_CONNECTTIMEOUT_MS,
                     static_cast<long>(options.connect_timeout.count()));
    curl_easy_setopt(handle(), CURLOPT_TIMEOUT_MS, static_cast<long>(options.timeout.count()));
    if (!options.ca_bundle.empty())
        curl_easy_setopt(handle(), CURLOPT_CAINFO, options.ca_bundle.c_str());
    if (!options.proxy.empty())
        curl_easy_setopt(handle(), CURLOPT_PROXY, options.proxy.c_str());
    if (!options.connect_to.empty()) {
        connect_to_.reset(curl_slist_append(nullptr, ("::" + options.connect_to).c_str()));
        curl_easy_setopt(handle(), CURLOPT_CONNECT_TO, connect_to_.get());
        curl_easy_setopt(handle(), CURLOPT_NOPROXY, "*");
    }
    curl_easy_setopt(handle(), CURLOPT_ERRORBUFFER, detail_.data());
    curl_easy_setopt(handle(), CURLOPT_HEADERFUNCTION, &Transfer::take_header);
    curl_easy_setopt(handle(), CURLOPT_HEADERDATA, this);
    curl_easy_setopt(handle(), CURLOPT_WRITEFUNCTION, &Transfer::take_body);
    curl_easy_setopt(handle(), CURLOPT_WRITEDATA, this);
    curl_easy_setopt(handle(), CURLOPT_PRIVATE, this);
}

/// When a connection that is used again breaks before the first byte of an answer, libcurl sends
/// the request once more on its own. For a request that changes something that would hide that it
/// may have been carried out twice, so its body is one that cannot be rewound, and a request
/// without body never goes over a used connection.
void Transfer::set_method() {
    if (request_.method == "HEAD") {
        curl_easy_setopt(handle(), CURLOPT_NOBODY, 1L);
        return;
    }
    constexpr std::array with_body = {"POST", "PUT", "PATCH"};
    if (!request_.body.empty() ||
        std::ranges::find(with_body, request_.method) != with_body.end()) {
        curl_easy_setopt(handle(), CURLOPT_POST, 1L);
        curl_easy_setopt(handle(), CURLOPT_POSTFIELDSIZE_LARGE,
                         static_cast<curl_off_t>(request_.body.size()));
        curl_easy_setopt(handle(), CURLOPT_READFUNCTION, &Transfer::give_body);
        curl_easy_setopt(handle(), CURLOPT_READDATA, this);
    }
    if (request_.method != "GET" && request_.body.empty())
        curl_easy_setopt(handle(), CURLOPT_FRESH_CONNECT, 1L);
    curl_easy_setopt(handle(), CURLOPT_CUSTOMREQUEST, request_.method.c_str());
}

std::size_t Transfer::give_body(char* data, std::size_t size, std::size_t count, void* self) {
    auto& transfer = *static_cast<Transfer*>(self);
    const auto given = transfer.request_.body.copy(data, size * count, transfer.sent_);
    transfer.sent_ += given;
    return given;
}

/// libcurl's own additions are switched off by fields without a value ("Name:").
void Transfer::set_headers() {
    for (const auto* unwanted : {"Expect", "Accept", "Content-Type"})
        if (!request_.headers.get(unwanted))
            append_header(std::string(unwanted) + ":");
    auto sent = request_.headers;
    sent.remove("Content-Length");
    sent.remove("Transfer-Encoding");
    sent.remove("Expect");
    // A field that is there and empty is spelled "Name;".
    for (const auto& [name, value] : sent.fields())
        append_header(trim(value).empty() ? name + ";" : name + ": " + value);
    curl_easy_setopt(handle(), CURLOPT_HTTPHEADER, headers_.get());
}

void Transfer::append_header(const std::string& line) {
    if (has_line_break(line))
        return;
    headers_.reset(curl_slist_append(headers_.release(), line.c_str()));
}

std::size_t Transfer::take_header(char* data, std::size_t size, std::size_t count, void* self) {
    static_cast<Transfer*>(self)->on_header({data, size * count});
    return size * count;
}

/// A status line begins a response anew: 100 Continue comes before the final one.
void Transfer::on_header(std::string_view line) {
    if (const auto status = status_of(line)) {
        response_ = Response{.status = *status};
        return;
    }
    const auto colon = line.find(':');
    if (colon != line.npos)
        response_.headers.add(std::string(trim(line.substr(0, colon))),
                              std::string(trim(line.substr(colon + 1))));
}

std::size_t Transfer::take_body(char* data, std::size_t size, std::size_t count, void* self) {
    auto& transfer = *static_cast<Transfer*>(self);
    if (transfer.response_.body.size() + size * count > transfer.max_body_bytes_)
        return 0;
    transfer.response_.body.append(data, size * count);
    return size * count;
}

void Transfer::complete(CURLcode code) {
    if (code == CURLE_OK)
        promise_.set_value(std::move(response_));
    else
        promise_.set_value(std::unexpected(explain(code)));
}

void Transfer::interrupt() {
    promise_.set_value(failure(ErrorKind::Interrupted,
                               fmt::format("{}: interrupted", request_.origin),
                               std::string(transport_code::interrupted)));
}

Error Transfer::explain(CURLcode code) const {
    const auto at_least_connected = [&] {
        curl_off_t pretransfer = 0;
        curl_easy_getinfo(handle(), CURLINFO_PRETRANSFER_TIME_T, &pretransfer);
        return pretransfer > 0;
    };
    if (code == CURLE_OPERATION_TIMEDOUT) {
        const bool sent = at_least_connected();
        return {ErrorKind::Timeout,
                fmt::format("{}: {}", request_.origin,
                            sent ? "no answer in time" : "no connection in time"),
                std::string(sent ? transport_code::timeout : transport_code::connect_timeout)};
    }
    long proxy_status = 0;
    curl_easy_getinfo(handle(), CURLINFO_HTTP_CONNECTCODE, &proxy_status);
    constexpr long ok = 200;
    if (proxy_status != 0 && proxy_status / 100 * 100 != ok)
        return {ErrorKind::Unavailable,
                fmt::format("{}: the proxy answered {}", request_.origin, proxy_status),
                std::string(transport_code::proxy_refused)};
    const auto known = std::ranges::find(failures, code, &Failure::code);
    const Failure& said = known == failures.end() ? other_failure : *known;
    const std::string_view detail = detail_[0] != '\0' ? detail_.data() : curl_easy_strerror(code);
    return {said.kind, fmt::format("{}: {} ({})", request_.origin, said.text, detail),
            std::string(said.name)};
}

}  // namespace inland::http
