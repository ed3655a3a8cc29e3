//! Authenticator applications (TOTP, RFC 6238: six digits, 30 seconds, one step around) and
//! the recovery codes that stand in for a lost phone.

use anyhow::anyhow;
use base64::Engine as _;
use base64::engine::general_purpose::STANDARD;
use chrono::{DateTime, Utc};
use qrcode::QrCode;
use qrcode::render::svg;
use reciproque_shared::compte::CodeRemis;
use totp_rs::{Builder, Secret, Totp};

use super::Coffre;

/// Recovery codes given at once.
pub const CODES_SECOURS: usize = 10;

/// The secret of an application: the key of the accounts and this salt.
pub struct Application(Totp);

impl Application {
    /// # Errors
    /// Never with a whole key; the library checks lengths at run time.
    pub fn de(coffre: &Coffre, graine: &str) -> anyhow::Result<Self> {
        let secret: Vec<u8> = coffre.deriver("application", graine)[..20].to_vec();
        let totp = Builder::new().with_secret(secret).with_skew(1).build();
        Ok(Self(totp.map_err(|e| anyhow!("totp: {e}"))?))
    }

    /// The step of time that this code is the one of, now or one step around.
    pub fn pas(&self, code: &str, maintenant: DateTime<Utc>) -> Option<i64> {
        let chiffres: String = code.chars().filter(char::is_ascii_digit).collect();
        let pas = self.0.check(&chiffres, u64::try_from(maintenant.timestamp()).ok()?)?;
        i64::try_from(pas).ok()
    }

    /// The code shown at this instant (demo, tests).
    pub fn code(&self, maintenant: DateTime<Utc>) -> String {
        self.0.generate(u64::try_from(maintenant.timestamp()).unwrap_or_default()).to_string()
    }

    /// As typed into an application that can't scan.
    pub fn en_base32(&self) -> String {
        Secret::to_base32(self.0.secret())
    }

    /// The QR code that an application scans, as a `data:` address.
    ///
    /// # Errors
    /// Never for an address of this length.
    pub fn image(&self, email: &str) -> anyhow::Result<String> {
        let compte: String = email.bytes().map(en_pour_cent).collect();
        let adresse = format!(
            "otpauth://totp/Reciproque:{compte}?secret={}&issuer=Reciproque",
            self.en_base32().trim_end_matches('=')
        );
        let dessin = QrCode::new(adresse)?.render::<svg::Color<'_>>().min_dimensions(240, 240).build();
        Ok(format!("data:image/svg+xml;base64,{}", STANDARD.encode(dessin)))
    }
}

fn en_pour_cent(octet: u8) -> String {
    if octet.is_ascii_alphanumeric() { char::from(octet).to_string() } else { format!("%{octet:02X}") }
}

/// A one-time code drawn at random.
///
/// # Errors
/// When the system gives no randomness.
pub fn tirer_code() -> anyhow::Result<CodeRemis> {
    loop {
        let mut hasard = [0_u8; 32];
        getrandom::fill(&mut hasard).map_err(|e| anyhow!("randomness: {e}"))?;
        if let Some(code) = CodeRemis::tirer(hasard) {
            return Ok(code);
        }
    }
}

/// What the store keeps of a recovery code: nothing to try codes against without the key.
pub fn empreinte_secours(coffre: &Coffre, code: &str) -> String {
    STANDARD.encode(coffre.deriver("secours", &CodeRemis::normal(code)))
}

#[cfg(test)]
mod tests {
    use chrono::TimeDelta;

    use super::*;

    #[test]
    fn a_code_is_accepted_one_step_around_and_no_further() {
        let application = Application::de(&Coffre::default(), "graine").unwrap();
        let maintenant = DateTime::from_timestamp(1_800_000_015, 0).unwrap();
        let code = application.code(maintenant);
        let pas = application.pas(&code, maintenant).unwrap();
        for (ecart, attendu) in [(-60, None), (-30, Some(pas)), (0, Some(pas)), (30, Some(pas)), (60, None)] {
            assert_eq!(application.pas(&code, maintenant + TimeDelta::seconds(ecart)), attendu, "{ecart} s");
        }
        let espace = format!("{} {}", &code[..3], &code[3..]);
        assert_eq!(application.pas(&espace, maintenant), Some(pas), "typed with a space");
        assert_eq!(application.pas("", maintenant), None);
    }

    #[test]
    fn the_vectors_of_the_standard() {
        let totp = Builder::new().with_secret(b"12345678901234567890".to_vec()).build().unwrap();
        let lu = |instant| Application(totp.clone()).code(DateTime::from_timestamp(instant, 0).unwrap());
        assert_eq!([lu(59), lu(1_111_111_109), lu(2_000_000_000)], ["287082", "081804", "279037"]);
    }

    #[test]
    fn the_image_is_one_that_the_page_may_show() {
        let image = Application::de(&Coffre::default(), "g").unwrap().image("a+b@exemple.fr").unwrap();
        assert!(image.starts_with("data:image/svg+xml;base64,"));
        assert_eq!("a+b".bytes().map(en_pour_cent).collect::<String>(), "a%2Bb");
    }
}
