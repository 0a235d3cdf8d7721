import { expect, it } from "vitest";
import { validateParams } from "../../src/index.ts";
it("x", () => {
  const t = (p: object, d?: "pc"|"mobile") => { console.log(JSON.stringify(p, (k,v)=> typeof v==="function"?"fn":typeof v==="bigint"?"big":v)+"\n   "+validateParams({ merchant_uid: "order1", amount: 64900, pg:"kcp", ...p } as never, d).map(i=>i.severity[0]+" "+i.message).join("\n   ")); };
  t({});
  for (const amount of ["15000"," 15000.00 ","64,900","15000원","",null,NaN,-1,0,100.5,true,[1],undefined,Infinity]) t({amount});
  t({amount:14.205,currency:"USD"}); t({amount:100.5,currency:"JPY"}); t({pg:"brand_new",amount:100.5});t({pg:"kicc_v2",amount:100.5});
  for (const merchant_uid of [1764020000000,"","  ","주문","order-undefined","x".repeat(44),"order_NaN",null,{},NaN,true]) t({merchant_uid});
  t({pg:"smartro_v2"}); t({pg:"smartro_v2",merchant_uid:"order-1"});
  for (const m_redirect_url of ["/done","done.jsp","127.0.0.1/delivery/x","localhost:8083/main","www.a.com/x","javascript:alert(1)"," java\nscript:alert(1)","http://","","{모바일에서 결제 완료 후 리디렉션 될 URL}","https://a.example/?success=1","https://a.example/?a=1?b=2",5,"undefined","myapp://x","https://shop.example/주문?a=b"]) { t({m_redirect_url},"pc"); t({m_redirect_url},"mobile"); }
  for (const vbank_due of ["2099-13-01","2099-00-01","2099-02-30","209901021530","20990102","2099-01-02 10:00:00","2099-01-02 99:00:00","20990102999999","2020-01-01","soon",20991231,"YYYYMMDD"]) t({vbank_due,pay_method:"vbank"});
  for (const pg of ["kakaopay.{TC0ONETIME}","kcp.undefined","KCP","channel-key-abc","kakao","syrup","toss","undefined","html5_inics","kpn","paypal_v2","naverco.x","inicis_unified","kcp_v2","brand_new","constructor","","html5_inicis.INIpayTest"]) t({pg});
  for (const pay_method of ["CARD","crad","VIRTUAL_ACCOUNT","cardd","brand_new","tosspay","samsung","ssg"]) t({pay_method});
  t({buyer_postalcode:"1",card_quota:[1],channel_key:"a",redirect_url:"b",storeId:"c",orderName:"d",merchant_ui:"x",buyerName:"y",merchantUid:"z",width:1,lsn_title:"x",buyer_id:"a",buyer_nickname:"a", game: 1, callback: () => 1});
  t({pay_method:"phone"}); t({pay_method:"phone",pg:"danal"});
  t({pg:"naverpay"}); t({pg:"naverpay",customer_uid:"c1",naverProductCode:"BOX",naverProductCount:1});
  t({pg:"danal_tpay",pay_method:"vbank"}); t({pg:"nice_v2",pay_method:"vbank"});t({pg:"nice_v2",name:"50% off"});t({pg:"html5_inicis",name:"it's",buyer_tel:"1"});t({pg:"daou",name:"a😀"});
  t({amount:undefined,channelKey:"k",pg:undefined,bypass:{kcpQuick:{actionType:"PinChange"}}}); t({amount:undefined,pg:"tosspay_v2",customer_uid:"c"});
  t({card:{detail:[{card_code:"*",enabled:false}]}}); t({naverProducts:[{categoryType:"a",categoryId:"b",uid:"c",name:"d",count:1,startDate:20270101}]});
  t({notice_url:""}); t({customer_uid:null}); t({notice_url:["https://a.example","b"]}); t({confirm_url:"myapp://x"});
  t({digital:"false",escrow:"true",popup:"true",tax_free:"0",buyer_tel:1012345678,display:{card_quota:["3"]},period:{from:"20260101",to:"20250101"},language:"fr",currency:"won"});
  t({custom_data:{a:1n,get b(){throw new Error("no")},c:new Proxy({},{ownKeys(){throw new Error("x")}}),f(){}, d:[undefined,Symbol("s")]}});
  t({get name(){throw new Error("boo")}});
  t({pg:"inicis_jp"},"pc");t({pg:"paypal",currency:"KRW"});t({tax_free:64901});t({vat_amount:-1});
  console.log(JSON.stringify(validateParams(new Proxy({},{ownKeys(){throw new Error("x")}}) as never)));
});
