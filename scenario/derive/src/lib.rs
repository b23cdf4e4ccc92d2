//! `#[derive(LeverFields)]`: what a lever's fields are, said by attributes on them.
//!
//! The trait and a runnable example are in `funnel_scenario::lever`; each of the model's levers is a file in
//! `scenario/src/levers`.

mod attributes;

use attributes::{Flag, Input, Number, Price, Priced, Question, Setting, Stage, is_a};
use proc_macro::TokenStream;
use proc_macro2::TokenStream as Tokens;
use quote::quote;
use syn::{Data, DeriveInput, Error, Field, Fields, Ident, LitStr, Result, parse_macro_input};

/// Derives `LeverFields`: lists of what a lever has, in the order of its fields. A field without any of these
/// attributes is in none of the lists.
///
/// On the struct, once for each question that it answers:
///
/// - `#[question(Information, "What does sales know?", "Knowing need makes …")]`: the question's name in the list of
///   levers, how the page asks it, and what can be done about it.
///
/// On an `Input`, an assumption:
///
/// - `#[input(label = "…", unit = Share, domain = Rate, help = "…")]`: its label, a variant of `Unit`, a variant of
///   `Domain`, and what it means and how to find it out.
///
/// On an `f64`, or on an `Option<f64>` that is a setting only when it is given, a setting:
///
/// - `#[setting(label = "…", unit = Count, range(1.0, 30.0))]`: its label, a variant of `SettingUnit`, and the
///   smallest and largest values. Optionally:
///   - `question = Below`: the question to which it belongs, if that is not the struct's first;
///   - `only_with = field`: it is a setting only while that field names a stage;
///   - `priced_by = field`: that field holds what moving it costs;
///   - `hours_at = field`: it takes hours of the team that works the stage named in that field;
///   - `price_unknown`: it costs something that is not in the model. Without any of these three it costs nothing by
///     itself;
///   - `dearer_when_less`: moving it down costs money, rather than moving it up.
///
/// On a `String` or `Vec<String>`, ids of stages:
///
/// - `#[stage(label = "…")]`: what the stage is to the lever. When a stage is removed from the process, a lever that
///   names it is removed too. With `may_be_empty` the field is cleared instead, and a list loses only that entry.
///
/// On an `Option<f64>`, money a week:
///
/// - `#[price(label = "…", asks = "what … would cost a week")]`: its label, and how a sentence asks for it.
///
/// On what no plan changes but the page shows among the lever's numbers:
///
/// - `#[number(label = "…", unit = People)]` on a `u32` or `Option<f64>`: its label and a variant of `DetailUnit`;
///   `empty = "as today"`, for a number that may be left out, says what then applies;
/// - `#[flag(label = "…", no = "…", yes = "…")]` on a `bool`: its label, and the words for false and true.
#[proc_macro_derive(LeverFields, attributes(question, input, setting, stage, price, number, flag))]
pub fn lever_fields(input: TokenStream) -> TokenStream {
    let input = parse_macro_input!(input as DeriveInput);
    derive(&input).unwrap_or_else(Error::into_compile_error).into()
}

/// The pieces of each method, field by field.
#[derive(Default)]
struct Lists {
    about_inputs: Vec<Tokens>,
    input_fields: Vec<Ident>,
    settings: Vec<Tokens>,
    stages: Vec<Tokens>,
    keep: Vec<Tokens>,
    details: Vec<Tokens>,
    price: Option<Tokens>,
}

fn derive(input: &DeriveInput) -> Result<Tokens> {
    let name = &input.ident;
    let Data::Struct(data) = &input.data else {
        return Err(Error::new_spanned(name, "LeverFields: a lever is a struct"));
    };
    let Fields::Named(fields) = &data.fields else {
        return Err(Error::new_spanned(name, "LeverFields: a lever's fields have names"));
    };
    let questions: Vec<Question> =
        input.attrs.iter().filter(|x| x.path().is_ident("question")).map(Question::read).collect::<Result<_>>()?;
    let Some(first) = questions.first() else {
        return Err(Error::new_spanned(name, "LeverFields: #[question(…)] says which question it answers"));
    };
    let mut lists = Lists::default();
    for field in &fields.named {
        lists.take(field, &first.name)?;
    }
    let asked = questions.iter().map(|Question { name, title, lead }| {
        quote! { lever::LeverQuestion { question: ::funnel_scenario::Question::#name, title: #title, lead: #lead } }
    });
    let Lists { about_inputs, input_fields, settings, stages, keep, details, price } = lists;
    let count = about_inputs.len();
    let price = price.unwrap_or_else(|| quote! { ::core::option::Option::None });
    Ok(quote! {
        const _: () = {
            use ::funnel_scenario::lever;

            static INPUTS: [lever::AboutInput; #count] = [#(#about_inputs),*];

            impl lever::LeverFields for #name {
                fn asked() -> &'static [lever::LeverQuestion] {
                    &[#(#asked),*]
                }
                fn inputs(&self) -> ::std::vec::Vec<(&'static lever::AboutInput, &::funnel_scenario::Input)> {
                    INPUTS.iter().zip([#(&self.#input_fields),*]).collect()
                }
                fn inputs_mut(&mut self) -> ::std::vec::Vec<(&'static lever::AboutInput, &mut ::funnel_scenario::Input)> {
                    INPUTS.iter().zip([#(&mut self.#input_fields),*]).collect()
                }
                fn settings(&self) -> ::std::vec::Vec<lever::LeverSetting<'_>> {
                    let mut all = ::std::vec::Vec::new();
                    #(#settings)*
                    all
                }
                fn stages(&self) -> ::std::vec::Vec<lever::StageSlot<'_>> {
                    let mut all = ::std::vec::Vec::new();
                    #(#stages)*
                    all
                }
                fn keep(&mut self, is_there: &dyn Fn(&str) -> bool) -> bool {
                    let mut stays = true;
                    #(#keep)*
                    stays
                }
                fn details(&self) -> ::std::vec::Vec<lever::LeverDetail> {
                    ::std::vec![#(#details),*]
                }
                fn price(&self) -> ::core::option::Option<lever::LeverPrice> {
                    #price
                }
            }
        };
    })
}

impl Lists {
    /// Takes in the attributes of one field.
    fn take(&mut self, field: &Field, first_question: &Ident) -> Result<()> {
        let Some(name) = &field.ident else { return Ok(()) };
        for attribute in &field.attrs {
            let is = |what: &str| attribute.path().is_ident(what);
            if is("input") {
                self.input(name, Input::read(attribute)?);
            } else if is("setting") {
                self.settings.push(setting(field, name, first_question, Setting::read(attribute)?));
            } else if is("stage") {
                self.stage(field, name, &Stage::read(attribute)?);
            } else if is("price") {
                let Price { label, asks } = Price::read(attribute)?;
                self.detail(name, &label, &quote! { Price(self.#name) });
                let field = name.to_string();
                self.price = Some(quote! {
                    ::core::option::Option::Some(lever::LeverPrice {
                        field: #field,
                        label: #label,
                        asks: #asks,
                        today: self.#name,
                    })
                });
            } else if is("number") {
                let Number { label, unit, empty } = Number::read(attribute)?;
                let empty = empty.map_or_else(String::new, |text| text.value());
                let today = quote! { lever::PlainNumber::plain(self.#name) };
                let kind = quote! { Number { unit: lever::DetailUnit::#unit, today: #today, empty: #empty } };
                self.detail(name, &label, &kind);
            } else if is("flag") {
                let Flag { label, no, yes } = Flag::read(attribute)?;
                self.detail(name, &label, &quote! { Flag { no: #no, yes: #yes, today: self.#name } });
            }
        }
        Ok(())
    }

    fn detail(&mut self, name: &Ident, label: &LitStr, kind: &Tokens) {
        let field = name.to_string();
        self.details.push(quote! {
            lever::LeverDetail { field: #field, label: #label, kind: lever::DetailKind::#kind }
        });
    }

    fn input(&mut self, name: &Ident, Input { label, unit, domain, help }: Input) {
        let field = name.to_string();
        self.about_inputs.push(quote! {
            lever::AboutInput {
                field: #field,
                label: #label,
                unit: ::funnel_scenario::Unit::#unit,
                domain: ::funnel_scenario::Domain::#domain,
                help: #help,
            }
        });
        self.input_fields.push(name.clone());
    }

    fn stage(&mut self, field: &Field, name: &Ident, Stage { label, may_be_empty }: &Stage) {
        let path = name.to_string();
        if is_a(field, "Vec") {
            self.stages.push(quote! {
                all.extend(self.#name.iter().enumerate().map(|(i, id)| lever::StageSlot {
                    path: ::std::format!("{}[{i}]", #path),
                    id,
                    optional: #may_be_empty,
                    label: #label,
                }));
            });
            self.keep.push(quote! { self.#name.retain(|id| is_there(id)); });
            return;
        }
        self.stages.push(quote! {
            all.push(lever::StageSlot {
                path: #path.to_owned(),
                id: &self.#name,
                optional: #may_be_empty,
                label: #label,
            });
        });
        self.keep.push(if *may_be_empty {
            quote! { if !is_there(&self.#name) { self.#name.clear(); } }
        } else {
            quote! { stays &= is_there(&self.#name); }
        });
    }
}

fn setting(field: &Field, name: &Ident, first_question: &Ident, about: Setting) -> Tokens {
    let Setting { label, unit, range: (low, high), question, only_with, priced, dearer_when_less } = about;
    let path = name.to_string();
    let question = question.as_ref().unwrap_or(first_question);
    let price = match priced {
        Priced::Nothing => quote! { lever::SettingPrice::Nothing },
        Priced::Unknown => quote! { lever::SettingPrice::Unknown },
        Priced::By(field) => {
            let path = field.to_string();
            quote! { lever::SettingPrice::Field { field: #path, is_given: self.#field.is_some() } }
        }
        Priced::HoursAt(field) => quote! { lever::SettingPrice::HoursAt(&self.#field) },
    };
    let push = quote! {
        all.push(lever::LeverSetting {
            key: #path.to_owned(),
            path: #path.to_owned(),
            label: #label,
            stage: "",
            unit: ::funnel_scenario::SettingUnit::#unit,
            question: ::funnel_scenario::Question::#question,
            range: (#low, #high),
            today,
            price: #price,
            dearer_when_less: #dearer_when_less,
        });
    };
    let push = if is_a(field, "Option") {
        quote! { if let ::core::option::Option::Some(today) = self.#name { #push } }
    } else {
        quote! { { let today = self.#name; #push } }
    };
    match only_with {
        Some(stage) => quote! { if !self.#stage.is_empty() { #push } },
        None => push,
    }
}
