// Result<T>: the value of an operation that can be expected to fail, or why it failed.
//
// An Error is data, not a sentence: `code` names the kind of failure and is the key of its sentence in
// assets/locales/*.json ("error.<code>", and "error.<code>.remedy" for what to do about it); `args` fill the
// sentence; `place` says where in the input it is (file and JSON path, column, field key ...). Errors can carry
// `details`, for instance each item that a gate found missing.
#pragma once

#include <cassert>
#include <concepts>
#include <map>
#include <string>
#include <utility>
#include <variant>
#include <vector>

namespace potok {

struct Error {
    std::string code;                         // "stage.gate_refused"
    std::map<std::string, std::string> args;  // {"stage": "Materials bought"}
    std::string place;                        // "packs/ceilings/pipelines.json#/stages/3"
    std::vector<Error> details;               // one per missing item, bad cell ...

    bool operator==(const Error&) const = default;
};

inline Error error(std::string code, std::map<std::string, std::string> args = {}, std::string place = {}) {
    return Error{std::move(code), std::move(args), std::move(place), {}};
}

// One line of English for logs and the command line: "code(name=value, ...) at place; detail; detail".
std::string describe(const Error& e);

template <class T>
class [[nodiscard]] Result {
public:
    Result(T value) : state_(std::in_place_index<0>, std::move(value)) {}
    // From what converts to T: a function that gives Result<Value> may return a Date.
    template <class U>
        requires(std::convertible_to<U &&, T> && !std::same_as<std::remove_cvref_t<U>, T> &&
                 !std::convertible_to<U &&, Error>)
    Result(U&& value) : state_(std::in_place_index<0>, std::forward<U>(value)) {}
    Result(Error e) : state_(std::in_place_index<1>, std::move(e)) {}

    bool ok() const { return state_.index() == 0; }
    explicit operator bool() const { return ok(); }

    T& value() & {
        assert(ok());
        return *std::get_if<0>(&state_);
    }
    const T& value() const& {
        assert(ok());
        return *std::get_if<0>(&state_);
    }
    T&& value() && {
        assert(ok());
        return std::move(*std::get_if<0>(&state_));
    }
    T value_or(T other) const& { return ok() ? value() : std::move(other); }
    T& operator*() & { return value(); }
    const T& operator*() const& { return value(); }
    T* operator->() { return &value(); }
    const T* operator->() const { return &value(); }

    const Error& error() const {
        assert(!ok());
        return *std::get_if<1>(&state_);
    }

private:
    std::variant<T, Error> state_;
};

template <>
class [[nodiscard]] Result<void> {
public:
    Result() = default;
    Result(Error e) : error_(std::move(e)), ok_(false) {}

    bool ok() const { return ok_; }
    explicit operator bool() const { return ok_; }
    const Error& error() const {
        assert(!ok_);
        return error_;
    }

private:
    Error error_;
    bool ok_ = true;
};

using Status = Result<void>;

}  // namespace potok

#define POTOK_CONCAT_(a, b) a##b
#define POTOK_CONCAT(a, b) POTOK_CONCAT_(a, b)

// POTOK_TRY(auto x, f()) : x is the value, or the enclosing function returns the error.
#define POTOK_TRY(decl, expr) POTOK_TRY_IMPL(decl, expr, POTOK_CONCAT(potok_try_, __LINE__))
#define POTOK_TRY_IMPL(decl, expr, tmp)  \
    auto tmp = (expr);                   \
    if (!tmp.ok()) return tmp.error();   \
    decl = std::move(tmp).value()

// POTOK_CHECK(f()) : the same for a Status, or where the value is not needed.
#define POTOK_CHECK(expr)                                             \
    do {                                                              \
        if (auto potok_check_ = (expr); !potok_check_.ok())           \
            return potok_check_.error();                              \
    } while (false)
