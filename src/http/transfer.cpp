// SPDX-License-Identifier: Apache-2.0
#include "http/transfer.h"

#include "http/header_line.h"
#include "http/transport_failure.h"

#include <algorithm>

#include <fmt/format.h>

namespace inland::http {

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
    return transport_failure(handle(), code, request_.origin, detail_.data());
}

}  // namespace inland::http
