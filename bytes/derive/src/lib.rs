//! `#[derive(Bytes)]`: the fields one after the other, before them the number of an enum's variant.

use proc_macro::TokenStream;
use proc_macro2::TokenStream as Tokens;
use quote::{format_ident, quote};
use syn::{Data, DeriveInput, Fields, Ident, Member, Type, parse_macro_input};

/// Derives `funnel_bytes::Bytes` for a type without parameters.
#[proc_macro_derive(Bytes)]
pub fn bytes(input: TokenStream) -> TokenStream {
    let input = parse_macro_input!(input as DeriveInput);
    let name = &input.ident;
    let (write, read) = match &input.data {
        Data::Struct(data) => {
            let Parts { pattern, write, read } = Parts::of(&data.fields);
            (quote! { let Self #pattern = self; #write }, quote! { Self #read })
        }
        Data::Enum(data) => {
            let variants: Vec<(u8, &Ident, Parts)> =
                (0..).zip(&data.variants).map(|(i, x)| (i, &x.ident, Parts::of(&x.fields))).collect();
            if variants.is_empty() || variants.len() != data.variants.len() {
                return error(name, "Bytes: an enum of 1 to 255 variants");
            }
            let writes = variants.iter().map(|(i, variant, parts)| {
                let Parts { pattern, write, .. } = parts;
                quote! { Self::#variant #pattern => { to.push(#i); #write } }
            });
            let reads = variants.iter().skip(1).map(|(i, variant, Parts { read, .. })| {
                quote! { #i => Self::#variant #read, }
            });
            let (_, first, Parts { read, .. }) = &variants[0];
            let count = variants.len() as u8;
            let read = quote! { match from.variant(#count) { #(#reads)* _ => Self::#first #read } };
            (quote! { match self { #(#writes)* } }, read)
        }
        Data::Union(_) => return error(name, "Bytes: a union has no fields in order"),
    };
    quote! {
        impl ::funnel_bytes::Bytes for #name {
            fn write(&self, to: &mut ::std::vec::Vec<u8>) { #write }
            fn read(from: &mut ::funnel_bytes::Reader<'_>) -> Self { #read }
        }
    }
    .into()
}

/// What a struct or variant is written and read by.
struct Parts {
    /// Takes it apart: each field under a name of its own.
    pattern: Tokens,
    write: Tokens,
    read: Tokens,
}

impl Parts {
    fn of(fields: &Fields) -> Self {
        let members: Vec<Member> = fields.members().collect();
        let types: Vec<&Type> = fields.iter().map(|field| &field.ty).collect();
        let names: Vec<Ident> = (0..members.len()).map(|i| format_ident!("field_{i}")).collect();
        Self {
            pattern: quote! { { #(#members: #names),* } },
            write: quote! { #(<#types as ::funnel_bytes::Bytes>::write(#names, to);)* },
            // In the order of the source, as written.
            read: quote! { { #(#members: <#types as ::funnel_bytes::Bytes>::read(from)),* } },
        }
    }
}

fn error(at: &Ident, message: &str) -> TokenStream {
    syn::Error::new(at.span(), message).into_compile_error().into()
}
